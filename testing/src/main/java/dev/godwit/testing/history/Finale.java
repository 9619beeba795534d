package dev.godwit.testing.history;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// How everything stood in the end, after all faults were mended and everybody had time to settle.
///
/// @param logs    whole, as the server has them, ascending
/// @param cursors of the members, as the server has them
/// @param views   of every device that is still there
public record Finale(
        Map<ConversationId, List<Item>> logs, Map<ConversationId, Map<UserId, Cursor>> cursors, List<View> views) {
    /// What a device holds and shows.
    ///
    /// @param waiting what still waits in its outbox or has failed
    /// @param settled whether the device itself says that nothing is left to do
    public record View(
            Device device, Map<ConversationId, Shown> conversations, List<Waiting> waiting, boolean settled) {}

    /// Something in a device's outbox.
    ///
    /// @param conversation empty where it is not known yet, or does not matter
    /// @param what         as `OutboxItem.What` has it, in lower case
    /// @param text         what it would say, with a message's number if it has one
    /// @param failed       code of why it will not go out by itself; empty for what still waits
    public record Waiting(Optional<ConversationId> conversation, String what, String text, Optional<String> failed) {}

    /// One conversation on one device.
    ///
    /// @param complete whether the device has everything that it may see
    public record Shown(List<Line> lines, Map<UserId, Cursor> cursors, boolean complete) {}

    /// One message as it is drawn, in the order of the screen.
    ///
    /// @param state as `MessageState.word()` has it
    public record Line(OptionalLong seq, UserId from, String text, boolean deleted, String state) {}
}
