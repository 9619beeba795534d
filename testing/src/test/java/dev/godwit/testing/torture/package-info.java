@NullMarked
package dev.godwit.testing.torture;

import org.jspecify.annotations.NullMarked;
