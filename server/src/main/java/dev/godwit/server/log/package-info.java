/// The conversation log: one writer per conversation decides, a [dev.godwit.server.log.LogStore] keeps.
/// No I/O, threads or clocks of its own.
@NullMarked
package dev.godwit.server.log;

import org.jspecify.annotations.NullMarked;
