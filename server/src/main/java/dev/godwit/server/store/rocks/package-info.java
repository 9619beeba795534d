/// The log and the cursors in RocksDB, with group commit: one sync to disk serves everything that is waiting.
@NullMarked
package dev.godwit.server.store.rocks;

import org.jspecify.annotations.NullMarked;
