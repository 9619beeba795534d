/// What happened to everybody, and whether the guarantees of docs/guarantees.md held. Knows nothing of where a history
/// comes
/// from: the simulation, processes under torture, and hand-made ones in its tests all look alike.
@NullMarked
package dev.godwit.testing.history;

import org.jspecify.annotations.NullMarked;
