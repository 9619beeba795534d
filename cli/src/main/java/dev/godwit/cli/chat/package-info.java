/// The messenger in a terminal. [Model] is what is on the screen, [Steering] changes it by events and says
/// what is to be done about them, [View] draws it; none of them knows a terminal, a database or a clock.
/// Around them, [ChatScreen] reads keys and paints, and [Desk] does what is to be done. [LineChat] is the
/// same for screen readers and pipes.
@NullMarked
package dev.godwit.cli.chat;

import org.jspecify.annotations.NullMarked;
