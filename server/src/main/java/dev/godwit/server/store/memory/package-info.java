/// The log and the cursors in memory: for tests and simulation, under the same contract as the real stores.
@NullMarked
package dev.godwit.server.store.memory;

import org.jspecify.annotations.NullMarked;
