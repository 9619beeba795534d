/// The power fails: what was not flushed is gone. Uses a preloaded library that is compiled on the spot.
@NullMarked
package dev.godwit.testing.power;

import org.jspecify.annotations.NullMarked;
