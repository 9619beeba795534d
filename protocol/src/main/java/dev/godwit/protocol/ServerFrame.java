package dev.godwit.protocol;

import java.util.List;
import java.util.OptionalLong;

/// What the server may say.
public sealed interface ServerFrame {
    /// Answer to `hello`. What changed follows in [Changes] frames and ends with [Current].
    ///
    /// @param epoch  random id of the store; a new one means that it was restored from a copy
    /// @param at     the server's time, milliseconds since 1970 UTC
    /// @param window how many sends may be un-acked at once
    record Welcome(String epoch, UserId user, DeviceId device, long at, int window) implements ServerFrame {}

    /// Conversations that changed, newest first.
    record Changes(List<Change> conversations) implements ServerFrame {
        public Changes {
            conversations = List.copyOf(conversations);
        }
    }

    /// @param head    last seq that the reader may see
    /// @param cursors of all members who have one
    /// @param items   the newest part of what is missing, ascending and ending at `head`; empty where it did not
    ///   fit: sync
    record Change(
            ConversationId conversation,
            List<UserId> members,
            long head,
            List<MemberCursor> cursors,
            List<Item> items) {
        public Change {
            members = List.copyOf(members);
            cursors = List.copyOf(cursors);
            items = List.copyOf(items);
        }
    }

    record MemberCursor(UserId user, Cursor cursor) {}

    /// End of the answer to `hello` or `check`.
    ///
    /// @param mark   to be kept once everything before it is in the device's database
    /// @param digest [StateDigest] over all the reader's conversations and heads at that moment
    record Current(String mark, String digest) implements ServerFrame {}

    /// The entry is on disk.
    record Sent(ConversationId conversation, ClientMessageId id, long seq, long at) implements ServerFrame {}

    /// Nothing was stored. [Code#isPermanent] says whether the same send can ever succeed.
    ///
    /// @param retryAfter  milliseconds to wait, where the server knows
    /// @param version     for `stale`: the version that the register has now
    record Refused(
            ConversationId conversation,
            ClientMessageId id,
            Code code,
            String message,
            OptionalLong retryAfter,
            OptionalLong version)
            implements ServerFrame {}

    /// The id is burnt: no send under it will ever be stored.
    record Cancelled(ConversationId conversation, ClientMessageId id) implements ServerFrame {}

    /// Answer to `sync`.
    ///
    /// @param items in the direction that was asked for
    /// @param head  last seq that the reader may see
    /// @param more  whether another page in this direction has anything
    record Page(long rid, ConversationId conversation, List<Item> items, long head, boolean more)
            implements ServerFrame {
        public Page {
            items = List.copyOf(items);
        }
    }

    /// Live push; any of them may be lost.
    record Pushed(ConversationId conversation, Entry entry) implements ServerFrame {}

    record Receipt(ConversationId conversation, UserId user, Cursor cursor) implements ServerFrame {}

    /// Pushes to this session were dropped because it read too slowly; send a `check`.
    record Behind() implements ServerFrame {}

    /// The server is about to close this connection in an orderly way.
    ///
    /// @param retryAfter milliseconds after which connecting again makes sense
    record Draining(long retryAfter) implements ServerFrame {}

    /// Something the client said could not be used. The session lives on unless it is closed right after.
    ///
    /// @param rid  of the request, where one was understood
    /// @param hint what to do about it
    record Failure(Code code, String message, String hint, OptionalLong rid) implements ServerFrame {}
}
