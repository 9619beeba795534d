/// Connections: WebSocket sessions on raw Netty channels, and the same frames by POST.
@NullMarked
package dev.godwit.server.gateway;

import org.jspecify.annotations.NullMarked;
