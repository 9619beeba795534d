/// The real server core and the real devices in a world of which one seed decides everything: when each thread runs,
/// what
/// the network does, when a disk fails and who dies at which step.
@NullMarked
package dev.godwit.testing.simulation;

import org.jspecify.annotations.NullMarked;
