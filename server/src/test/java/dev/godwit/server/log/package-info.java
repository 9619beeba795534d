@NullMarked
package dev.godwit.server.log;

import org.jspecify.annotations.NullMarked;
