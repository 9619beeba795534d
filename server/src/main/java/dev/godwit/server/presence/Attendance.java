package dev.godwit.server.presence;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.Session;
import dev.godwit.server.presence.Person.Claim;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/// Who is there. Owned by the presence thread.
final class Attendance {
    /// For which a user whose connection has ended stays as they were.
    static final long GRACE = 10_000;

    private final Agenda agenda;
    private final LastSeen lastSeen;
    private final Consumer<UserId> changed;
    private final Map<UserId, Person> people = new HashMap<>();

    /// @param changed told who is there in another way than before
    Attendance(Agenda agenda, LastSeen lastSeen, Consumer<UserId> changed) {
        this.agenda = agenda;
        this.lastSeen = lastSeen;
        this.changed = changed;
    }

    PresenceState of(UserId user) {
        var person = people.get(user);
        return person == null ? PresenceState.OFFLINE : person.shown();
    }

    /// Whoever is not offline.
    Set<UserId> present() {
        return people.keySet();
    }

    void say(Session session, PresenceState state, OptionalLong ttl) {
        var user = session.user();
        var person = people.computeIfAbsent(user, unseen -> new Person());
        var claim = new Claim(
                state, agenda.now() + ttl.orElse(Limits.PRESENCE_TTL), state == PresenceState.BUSY && ttl.isPresent());
        if (claim.isAttentive() || person.isAttentiveOn(session)) {
            lastSeen.note(user);
        }
        person.say(session, claim);
        settle(user, person);
    }

    void stand(UserId user, DeviceId device, PresenceState state, OptionalLong ttl) {
        var person = people.computeIfAbsent(user, unseen -> new Person());
        person.stand(device, new Claim(state, agenda.now() + ttl.orElse(Limits.PRESENCE_TTL), true));
        settle(user, person);
    }

    void leave(Session session) {
        var person = people.get(session.user());
        if (person != null) {
            if (person.leave(session, agenda.now(), GRACE)) {
                lastSeen.note(session.user());
            }
            settle(session.user(), person);
        }
    }

    private void settle(UserId user, Person person) {
        boolean news = person.show(person.stateAt(agenda.now()));
        long end = person.nextEnd();
        if (end == Long.MAX_VALUE) {
            people.remove(user, person);
        } else if (end < person.wakeAt()) {
            person.wakeAt(end);
            agenda.at(end, () -> wake(user, person));
        }
        if (news) {
            changed.accept(user);
        }
    }

    private void wake(UserId user, Person person) {
        person.wakeAt(Long.MAX_VALUE);
        settle(user, person);
    }

    /// Connections that have said something.
    List<Session> sessions() {
        return people.values().stream()
                .flatMap(person -> person.sessions().stream())
                .toList();
    }

    /// The server stops while they are there.
    void noteEverybody() {
        people.forEach((user, person) -> {
            if (person.isAttentive()) {
                lastSeen.note(user);
            }
        });
    }
}
