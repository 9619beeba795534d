@NullMarked
package dev.godwit.server.delivery;

import org.jspecify.annotations.NullMarked;
