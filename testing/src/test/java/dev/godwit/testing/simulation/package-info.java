@NullMarked
package dev.godwit.testing.simulation;

import org.jspecify.annotations.NullMarked;
