@NullMarked
package dev.godwit.server.presence;

import org.jspecify.annotations.NullMarked;
