package dev.godwit.server.store;

import static dev.godwit.server.store.Samples.entry;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.ConversationState.Person;
import dev.godwit.server.log.ConversationState.Stay;
import dev.godwit.server.log.Touched;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// A conversation in which people come and go and facts are settled and forgotten, an entry each; and what
/// each entry touches.
public final class RandomStates {
    private static final List<UserId> PEOPLE = IntStream.range(0, 12)
            .mapToObj(i -> UserId.random(new Random(200 + i)))
            .toList();

    private static final List<Role> ROLES = List.of(Role.values());

    private final Random random;
    private ConversationState state = ConversationState.EMPTY;
    private Touched touched = Touched.NOTHING;
    private long seq;

    public RandomStates(Random random) {
        this.random = random;
    }

    public ConversationState state() {
        return state;
    }

    public Touched touched() {
        return touched;
    }

    public long seq() {
        return seq;
    }

    /// The next entry. Every second one is a mere message.
    public void step() {
        seq++;
        Set<UserId> people = new HashSet<>();
        Set<String> facts = new HashSet<>();
        if (random.nextBoolean()) {
            for (int i = random.nextInt(3); i > 0; i--) {
                var user = PEOPLE.get(random.nextInt(PEOPLE.size()));
                state = state.with(user, next(state.person(user)));
                people.add(user);
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                String name = "fact:" + random.nextInt(6);
                boolean forgotten = random.nextInt(3) == 0;
                state = state.withFact(name, forgotten ? Optional.empty() : Optional.of("value of " + seq));
                facts.add(name);
            }
        }
        touched = new Touched(people, facts);
    }

    private Person next(Optional<Person> before) {
        var stays = new ArrayList<Stay>(before.map(Person::stays).orElse(List.of()));
        if (before.isPresent() && before.get().isMember()) {
            if (random.nextBoolean()) {
                return new Person(stays, Optional.of(role()), before.get().removed());
            }
            stays.set(stays.size() - 1, new Stay(stays.getLast().from(), seq, 1_000 + seq));
            return new Person(stays, Optional.empty(), random.nextBoolean());
        }
        stays.add(Stay.from(seq));
        return new Person(stays, Optional.of(role()), false);
    }

    private Role role() {
        return ROLES.get(random.nextInt(ROLES.size()));
    }

    public Append append(ConversationId conversation) {
        return new Append(conversation, seq - 1, List.of(entry(seq)), List.of(), state, touched);
    }
}
