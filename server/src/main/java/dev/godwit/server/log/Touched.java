package dev.godwit.server.log;

import dev.godwit.protocol.UserId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/// What of a conversation's state an append changes; the rest is not written again.
///
/// @param people whose [ConversationState.Person] is another or new; the conversation appears in their
///   lists
/// @param facts  names whose value is another, new or gone
public record Touched(Set<UserId> people, Set<String> facts) {
    public static final Touched NOTHING = new Touched(Set.of(), Set.of());

    public Touched {
        people = inOrder(people);
        facts = inOrder(facts);
    }

    /// Of a commit with several people everybody is told in this order: a set of the JDK's own has another one in each
    /// run of the program, and a simulation would not be the same twice.
    private static <T> Set<T> inOrder(Set<T> set) {
        return set.isEmpty() ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }

    public static Touched people(Collection<UserId> people) {
        return new Touched(new LinkedHashSet<>(people), Set.of());
    }

    public boolean isNothing() {
        return people.isEmpty() && facts.isEmpty();
    }

    /// What stands in a store after an append: of `after` only what is touched, of `before` everything
    /// else. So a store that keeps its states by this shows whoever forgot to say what they touched.
    public ConversationState onto(ConversationState before, ConversationState after) {
        var state = before;
        for (UserId user : people) {
            state = state.with(user, after.person(user).orElseThrow());
        }
        for (String name : facts) {
            state = state.withFact(name, after.fact(name));
        }
        return state;
    }
}
