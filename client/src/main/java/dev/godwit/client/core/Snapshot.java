package dev.godwit.client.core;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Everything that an engine must know of the database to begin.
///
/// @param epoch   the store's epoch that was seen last
/// @param epochNo how many epochs this device has seen
/// @param named   users whose name is known
/// @param nameless members, contacts and blocked people whose name is not: who ended before it came asks
///   again
public record Snapshot(
        UserId me,
        Optional<String> epoch,
        long epochNo,
        Optional<String> mark,
        List<Conversation> conversations,
        Set<UserId> named,
        Set<UserId> nameless,
        LocalChanges local) {
    public Snapshot {
        conversations = List.copyOf(conversations);
        named = Set.copyOf(named);
        // Not Set.copyOf, whose order changes from run to run: they are asked for in this order.
        nameless = Collections.unmodifiableSet(new LinkedHashSet<>(nameless));
    }

    /// @param trusted   the epoch up to whose entries the local copy was compared with the server's
    /// @param own       the receipt that this device has given or wants to give
    /// @param confirmed the receipt that the server is known to have on disk
    /// @param large     whether it is a group so large that nobody is told what has reached whom
    public record Conversation(
            ConversationId id,
            List<UserId> members,
            long head,
            RangeSet covered,
            long trusted,
            Cursor own,
            Cursor confirmed,
            boolean large) {
        public Conversation {
            members = List.copyOf(members);
        }
    }
}
