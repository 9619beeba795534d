package dev.godwit.protocol;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the server may say.
public sealed interface ServerFrame {
    /// Answer to `hello`. What changed follows in [Changes] frames and ends with [Current].
    ///
    /// @param epoch  random id of the store; a new one means that it was restored from a copy
    /// @param at     the server's time, milliseconds since 1970 UTC
    /// @param window how many sends may be un-acked at once
    /// @param strangers whether anybody may make an account here, so that a 1:1 from an unknown person is a
    ///   request
    /// @param features  what else this server understands: [#GROUPS], [#PRESENCE]
    record Welcome(
            String epoch, UserId user, DeviceId device, long at, int window, boolean strangers, List<String> features)
            implements ServerFrame {
        /// Groups and account settings: entries of kinds `group.…` and `setting`, [ClientFrame.Members].
        public static final String GROUPS = "groups";

        /// [ClientFrame.Watch], [ClientFrame.Presence] and [ClientFrame.Typing].
        public static final String PRESENCE = "presence";

        public Welcome {
            features = List.copyOf(features);
        }

        public Welcome(String epoch, UserId user, DeviceId device, long at, int window) {
            this(epoch, user, device, at, window, false, List.of());
        }
    }

    /// Conversations that changed, newest first.
    record Changes(List<Change> conversations) implements ServerFrame {
        public Changes {
            conversations = List.copyOf(conversations);
        }
    }

    /// @param members of a 1:1 or an account log; empty for groups
    /// @param group   for groups: as it is at the head
    /// @param head    last seq that the reader may see
    /// @param cursors of all members who have one; of a large group only the reader's own
    /// @param items   the newest part of what is missing, ascending and ending at `head`; empty where it
    ///   did not fit: sync
    record Change(
            ConversationId conversation,
            List<UserId> members,
            Optional<GroupView> group,
            long head,
            List<MemberCursor> cursors,
            List<Item> items) {
        public Change {
            members = List.copyOf(members);
            cursors = List.copyOf(cursors);
            items = List.copyOf(items);
        }

        /// Of a conversation that is no group.
        public Change(
                ConversationId conversation,
                List<UserId> members,
                long head,
                List<MemberCursor> cursors,
                List<Item> items) {
            this(conversation, members, Optional.empty(), head, cursors, items);
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

    /// There is more in a large group that this session does not look at; at most once a second.
    record Changed(ConversationId conversation, long head) implements ServerFrame {}

    /// A large group in numbers, for who looks at it; at most once a second.
    ///
    /// @param online  members who are there, as far as they let it be seen
    /// @param readers how many members have read at least up to a seq: the newest positions, highest seq
    ///   first, each count including those before it
    record Counts(ConversationId conversation, int members, int online, List<Readers> readers) implements ServerFrame {
        public Counts {
            readers = List.copyOf(readers);
        }
    }

    record Readers(long seq, int count) {}

    /// Who is there, of those whom this session watches: all of them after a `watch`, then what changed,
    /// gathered.
    record Presences(List<Presence> users) implements ServerFrame {
        public Presences {
            users = List.copyOf(users);
        }
    }

    /// @param seen for who is offline: when they were last there, milliseconds since 1970 UTC; empty where
    ///   that is not known, or not the asker's business, which look the same
    record Presence(UserId user, PresenceState state, OptionalLong seen) {}

    record Typing(ConversationId conversation, UserId user, boolean on) implements ServerFrame {}

    /// Answer to [ClientFrame.Members].
    ///
    /// @param count how many members the group has
    /// @param more  whether there are more after these
    record Members(long rid, ConversationId conversation, List<GroupView.Member> members, int count, boolean more)
            implements ServerFrame {
        public Members {
            members = List.copyOf(members);
        }
    }

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
