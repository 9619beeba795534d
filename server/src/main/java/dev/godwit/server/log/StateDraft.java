package dev.godwit.server.log;

import dev.godwit.protocol.Content;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState.Person;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A state while a rule changes it, and what was changed.
final class StateDraft {
    private final Set<UserId> people = new HashSet<>();
    private final Set<String> facts = new HashSet<>();
    private final List<Content> followUps = new ArrayList<>();
    private ConversationState state;

    StateDraft(ConversationState before) {
        this.state = before;
    }

    /// Goes on where a rule has ended.
    StateDraft(Ruling.Allowed before) {
        this(before.state());
        people.addAll(before.touched().people());
        facts.addAll(before.touched().facts());
        followUps.addAll(before.followUps());
    }

    ConversationState state() {
        return state;
    }

    StateDraft put(UserId user, Person person) {
        state = state.with(user, person);
        people.add(user);
        return this;
    }

    StateDraft fact(String name, String value) {
        return fact(name, Optional.of(value));
    }

    StateDraft forget(String name) {
        return fact(name, Optional.empty());
    }

    private StateDraft fact(String name, Optional<String> value) {
        if (!state.fact(name).equals(value)) {
            state = state.withFact(name, value);
            facts.add(name);
        }
        return this;
    }

    void follow(Content content) {
        followUps.add(content);
    }

    Ruling allowed() {
        return new Ruling.Allowed(state, new Touched(people, facts), followUps);
    }
}
