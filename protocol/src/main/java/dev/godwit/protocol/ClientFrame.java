package dev.godwit.protocol;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a client may say. docs/protocol.md says the same in prose.
public sealed interface ClientFrame {
    /// First frame of every connection; queued sends may follow at once, unasked.
    ///
    /// @param version  protocol version, [Limits#VERSION]
    /// @param token    the session's token; empty where the upgrade request brought a cookie or an
    ///   Authorization header
    /// @param agent    name and version of the program, for operators
    /// @param epoch    the store's epoch that the device last saw
    /// @param mark     where the device had got to; an opaque hint from [ServerFrame.Current]
    /// @param digest   [StateDigest] over what the device has
    /// @param receipts the device's cursors that the server has not yet confirmed
    record Hello(
            int version,
            Optional<String> token,
            String agent,
            Optional<String> epoch,
            Optional<String> mark,
            Optional<String> digest,
            List<OwnCursor> receipts)
            implements ClientFrame {
        public Hello {
            receipts = List.copyOf(receipts);
        }
    }

    /// @param after the sender's entry that must stand in the log before this one; empty if none is
    ///   un-acked
    /// @param with  the other member, wherever `conversation` is a 1:1 that might not exist yet
    record Send(
            ConversationId conversation,
            ClientMessageId id,
            Optional<ClientMessageId> after,
            Optional<UserId> with,
            Content content)
            implements ClientFrame {}

    /// Withdraws an entry that may or may not have arrived: burns the id, or answers with its seq.
    ///
    /// @param with as in [Send]
    record Cancel(ConversationId conversation, ClientMessageId id, Optional<UserId> with) implements ClientFrame {}

    /// Asks for a page of a log: entries after `seq` in ascending order, or before it in descending order.
    ///
    /// @param rid   chosen by the client, repeated in the answer
    /// @param limit at most [Limits#MAX_PAGE]
    record Sync(long rid, ConversationId conversation, Direction direction, long seq, int limit)
            implements ClientFrame {}

    enum Direction {
        AFTER,
        BEFORE
    }

    record Receipts(List<OwnCursor> cursors) implements ClientFrame {
        public Receipts {
            cursors = List.copyOf(cursors);
        }
    }

    /// "What changed since `mark`?" — about once a minute, after [ServerFrame.Behind], and without a mark
    /// for an exact comparison. All receipts sent before it are durable when it is answered.
    record Check(Optional<String> mark) implements ClientFrame {}

    /// What this device's screen shows, instead of what it showed before: who looks at a large group gets
    /// its entries as they come, who looks at a conversation sees who types there, and who looks at people
    /// sees their presence.
    ///
    /// @param conversations at most [Limits#MAX_WATCHED_CONVERSATIONS]
    /// @param users         at most [Limits#MAX_WATCHED_USERS]
    record Watch(List<ConversationId> conversations, List<UserId> users) implements ClientFrame {
        public Watch {
            conversations = List.copyOf(conversations);
            users = List.copyOf(users);
        }
    }

    /// How this device's user is there; said again every 25 s, and whenever it changes.
    ///
    /// @param ttl milliseconds for which it counts, [Limits#PRESENCE_TTL] if empty, at most
    ///   [Limits#MAX_PRESENCE_TTL];
    ///   it ends with the connection unless the state is busy and `ttl` is given
    record Presence(PresenceState state, OptionalLong ttl) implements ClientFrame {}

    /// The user is writing here (said again every 4 s), or has stopped.
    record Typing(ConversationId conversation, boolean on) implements ClientFrame {}

    /// Asks for members of a group in the order of their ids; answered by [ServerFrame.Members].
    ///
    /// @param rid   chosen by the client, repeated in the answer
    /// @param after the last one of the page before
    /// @param limit at most [Limits#MAX_PAGE]
    record Members(long rid, ConversationId conversation, Optional<UserId> after, int limit) implements ClientFrame {}

    record OwnCursor(ConversationId conversation, Cursor cursor) {}
}
