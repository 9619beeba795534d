package dev.godwit.server.log;

import dev.godwit.protocol.UserId;
import java.util.Collection;
import java.util.Set;

/// What of a conversation's state an append changes; the rest is not written again.
///
/// @param people whose [ConversationState.Person] is another or new; the conversation appears in their lists
/// @param facts  names whose value is another, new or gone
public record Touched(Set<UserId> people, Set<String> facts) {
    public static final Touched NOTHING = new Touched(Set.of(), Set.of());

    public Touched {
        people = Set.copyOf(people);
        facts = Set.copyOf(facts);
    }

    public static Touched people(Collection<UserId> people) {
        return new Touched(Set.copyOf(people), Set.of());
    }
}
