package dev.godwit.server.log;

import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

/// What the writer must know of a conversation to decide: a snapshot kept beside the log, so that it outlives entries
/// that retention drops.
///
/// Its maps share what did not change with the snapshot before, so that one more member of ten thousand costs one.
///
/// @param people everybody who is or was a member
/// @param count  how many of them are members now
/// @param facts  what else the log's entries have settled, by name: a group's title and links, an account's contacts
///   and blocks
public record ConversationState(HashPMap<UserId, Person> people, int count, HashPMap<String, String> facts) {
    public static final ConversationState EMPTY = new ConversationState(HashTreePMap.empty(), 0, HashTreePMap.empty());

    /// Somebody's time in a conversation.
    ///
    /// @param stays   every interval in which they are or were a member, oldest first, without overlaps
    /// @param role    what they are now; empty for who is no member
    /// @param removed whether somebody else ended their last stay: they cannot come back by a link
    public record Person(List<Stay> stays, Optional<Role> role, boolean removed) {
        public Person {
            stays = List.copyOf(stays);
            if (stays.isEmpty() || role.isPresent() != stays.getLast().isOpen()) {
                throw new IllegalArgumentException("who has a role is in an open stay, and the other way round");
            }
        }

        public boolean isMember() {
            return role.isPresent();
        }
    }

    /// @param from seq from which the member may read
    /// @param to   last seq that they may read; [#OPEN] while they are a member
    /// @param end  server time of the entry at `to`, milliseconds since 1970 UTC; 0 while they are a member
    public record Stay(long from, long to, long end) {
        public static final long OPEN = Long.MAX_VALUE;

        public static Stay from(long seq) {
            return new Stay(seq, OPEN, 0);
        }

        public boolean isOpen() {
            return to == OPEN;
        }
    }

    /// Of these, members from seq 1 on.
    static ConversationState of(List<UserId> members, Role role) {
        var state = EMPTY;
        for (UserId member : members) {
            state = state.with(member, new Person(List.of(Stay.from(1)), Optional.of(role), false));
        }
        return state;
    }

    public ConversationState with(UserId user, Person person) {
        var before = people.get(user);
        int change = (person.isMember() ? 1 : 0) - (before != null && before.isMember() ? 1 : 0);
        return new ConversationState(people.plus(user, person), count + change, facts);
    }

    /// @param value empty to forget it
    public ConversationState withFact(String name, Optional<String> value) {
        return new ConversationState(
                people, count, value.isPresent() ? facts.plus(name, value.get()) : facts.minus(name));
    }

    public Optional<Person> person(UserId user) {
        return Optional.ofNullable(people.get(user));
    }

    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /// In the order of their ids. Costs a look at everybody who ever was a member: not for each post of a large group.
    public List<UserId> members() {
        return people.entrySet().stream()
                .filter(each -> each.getValue().isMember())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    public boolean isMember(UserId user) {
        var person = people.get(user);
        return person != null && person.isMember();
    }
}
