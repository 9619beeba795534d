package dev.godwit.client.core;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.OptionalLong;

/// What the engine wants written. Each operation is right for whatever the database holds by then (the user
/// writes at the same time), and doing it twice is doing it once.
public sealed interface StoreOp {
    /// Begins a new epoch: drops the mark; what was learnt before is no longer trusted.
    record BeginEpoch(String epoch) implements StoreOp {}

    record SetMark(String mark) implements StoreOp {}

    /// The server's clock showed this just now.
    record ServerTime(long at) implements StoreOp {}

    /// Makes the conversation if it is new.
    record SetMembers(ConversationId conversation, List<UserId> members) implements StoreOp {
        public SetMembers {
            members = List.copyOf(members);
        }
    }

    /// A group as the server sees it at a seq: counts for everything up to there, whatever of the log is
    /// here. Makes the conversation if it is new.
    record SetGroup(ConversationId conversation, GroupView group) implements StoreOp {}

    /// A page of a large group's members.
    ///
    /// @param count how many members the group has
    record PutMembers(ConversationId conversation, List<GroupView.Member> members, int count) implements StoreOp {
        public PutMembers {
            members = List.copyOf(members);
        }
    }

    /// How many have read how far in a large group; replaces what was known of these seqs.
    record SetReaders(ConversationId conversation, List<ServerFrame.Readers> readers) implements StoreOp {
        public SetReaders {
            readers = List.copyOf(readers);
        }
    }

    /// Whether anybody may make an account on this server, so that a 1:1 begun by somebody unknown is a
    /// request.
    record Strangers(boolean allowed) implements StoreOp {}

    /// @param covered [RangeSet#toString]
    record SetCoverage(ConversationId conversation, long head, String covered) implements StoreOp {}

    /// Entries of the log, each at its seq. One that waited in the outbox has thereby arrived; an other one
    /// that stood at its seq loses its place, and is queued again if it is the user's own.
    record PutEntries(ConversationId conversation, List<Entry> entries) implements StoreOp {
        public PutEntries {
            entries = List.copyOf(entries);
        }
    }

    /// An own entry is on the server's disk. If the user has changed it meanwhile, the change becomes an
    /// entry of its own, at the same place of the queue.
    record Confirm(ConversationId conversation, ClientMessageId id, long seq, long at) implements StoreOp {}

    /// The id is burnt: what replaces the entry goes out under a new one, at the same place of the queue; a
    /// discarded one vanishes.
    record Burnt(ConversationId conversation, ClientMessageId id) implements StoreOp {}

    /// Before the first frame of it leaves. Unless the row still has this `rev`, the transaction must fail.
    record MarkSent(long row, long rev) implements StoreOp {}

    /// The entry vanishes here: another device of the user has taken it back before it was stored, or what
    /// it was to do has been done without it. Does nothing if the row has another `rev` by now.
    record Withdrawn(long row, long rev) implements StoreOp {}

    /// Does nothing if the row has another `rev` by now.
    ///
    /// @param version for `stale`: the version that the register has now
    record Fail(long row, long rev, String code, String reason, OptionalLong version) implements StoreOp {}

    /// Does nothing if the row has another `rev` by now.
    record Postpone(long row, long rev, int attempts, long delay) implements StoreOp {}

    /// Merged by max.
    record SetCursor(ConversationId conversation, UserId user, Cursor cursor) implements StoreOp {}

    /// The user has read this far, on this device or another.
    record SetSeen(ConversationId conversation, long seq) implements StoreOp {}

    /// The server has this receipt of the user on disk.
    record ConfirmCursor(ConversationId conversation, Cursor cursor) implements StoreOp {}

    /// Gives a conversation that was begun by name its peer; merges it with the one that is already there.
    record Resolve(long row, Person person) implements StoreOp {}

    /// Nobody has that name: fails what waits for the lookup.
    record UnknownName(long row, String reason) implements StoreOp {}

    /// The server does not take this device's session any more: whoever has the device is not to see or
    /// write anything before their user has signed in again. What waits stays.
    record Lock() implements StoreOp {}

    record PutNames(List<Person> persons) implements StoreOp {
        public PutNames {
            persons = List.copyOf(persons);
        }
    }

    /// These local entries are not in the server's log any more: own ones are queued again under their ids,
    /// in the order of their seqs and before everything that waits; others lose their place.
    record Displace(ConversationId conversation, List<Long> seqs) implements StoreOp {
        public Displace {
            seqs = List.copyOf(seqs);
        }
    }

    /// The local copy was compared with the server's and is the same up to `upTo`; cursors beyond it meant
    /// other entries.
    record Verified(ConversationId conversation, long upTo) implements StoreOp {}
}
