/// The HTTP API for whatever is not live, and the one public port.
@NullMarked
package dev.godwit.server.http;

import org.jspecify.annotations.NullMarked;
