/// Who gets to know what: sessions, fan-out, catching up, receipts.
/// An optimisation on top of the log: every push may be lost.
@NullMarked
package dev.godwit.server.delivery;

import org.jspecify.annotations.NullMarked;
