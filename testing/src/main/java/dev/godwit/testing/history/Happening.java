package dev.godwit.testing.history;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;

/// Something that a user did, that a device showed to its user, or that was done to one of them or to the server.
///
/// Each message carries a number in its text, which no other message of the history has, so that it is the same
/// message under whatever id and wherever it turns up; see [Numbered].
public sealed interface Happening {
    /// What one device's user did or saw.
    sealed interface OnDevice extends Happening {
        Device device();
    }

    /// A call is about to be made whose return will be recorded as [#what]. Only for programs that may be killed
    /// between
    /// the two: then nobody knows whether it was made, and either is right.
    ///
    /// @param what a [Wrote], [Edited], [TookBack] or [Retried]
    record Trying(OnDevice what) implements OnDevice {
        @Override
        public Device device() {
            return what.device();
        }
    }

    /// The device has this store's epoch in its database: what it does from now on is about the logs of that store.
    record Greeted(Device device, String epoch) implements OnDevice {}

    /// The call that sends has returned: from now on the message must get there.
    record Wrote(Device device, ConversationId conversation, long number, String text) implements OnDevice {}

    /// The user gave an own message another text.
    record Edited(Device device, ConversationId conversation, long number, String text) implements OnDevice {}

    /// The user took an own message back: discarded it while it waited, or deleted it for everybody.
    record TookBack(Device device, ConversationId conversation, long number) implements OnDevice {}

    /// The device showed one tick of a message, or a sender on the wire read `sent`; once more if it got another seq
    /// after a [Restored].
    ///
    /// @param id under which it is stored
    record Acked(Device device, ConversationId conversation, long number, long seq, ClientMessageId id)
            implements OnDevice {}

    /// The device showed that it will not go out by itself.
    record Refused(Device device, ConversationId conversation, long number, String code) implements OnDevice {}

    /// The user wants a refused message to go out all the same.
    record Retried(Device device, ConversationId conversation, long number) implements OnDevice {}

    /// An entry stands in the device's database at this seq for the first time: those of others, of the user's
    /// other devices, and the device's own edits, deletions and changes of groups. Its own messages are [Acked]
    /// instead, or as well.
    ///
    /// @param text of the entry's body
    record Received(Device device, ConversationId conversation, long seq, UserId from, ClientMessageId id, String text)
            implements OnDevice {}

    /// The user has looked at everything up to this entry.
    record Looked(Device device, ConversationId conversation, long seq) implements OnDevice {}

    /// The device has told the server how far it is.
    record Claimed(Device device, ConversationId conversation, Cursor cursor) implements OnDevice {}

    /// The device shows how far somebody else is, after whatever it was told was merged with what it knew.
    record Told(Device device, ConversationId conversation, UserId user, Cursor cursor) implements OnDevice {}

    /// kill -9 or a power cut of a device: nothing that was shown before may be gone.
    record Died(Device device, String how) implements OnDevice {}

    /// kill -9, a power cut, or an ordinary stop of the server.
    record ServerDied(String how) implements Happening {}

    /// The server's store was replaced by an older copy.
    ///
    /// @param epoch of the store from now on
    record Restored(String epoch) implements Happening {}

    /// Any other fault, for the report.
    record Fault(String what) implements Happening {}
}
