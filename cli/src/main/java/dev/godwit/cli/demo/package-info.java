/// The story of the tunnel, played with real processes, and checked.
@NullMarked
package dev.godwit.cli.demo;

import org.jspecify.annotations.NullMarked;
