package dev.godwit.client.core;

import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Names: whose name is not known is asked for while online; messages to a name wait for its user id.
final class Directory {
    private static final int MAX_ASKED = 100;

    private static final class Search {
        OutboxRow.Lookup row;
        boolean asked;
        int failures;
        long notBefore;

        Search(OutboxRow.Lookup row) {
            this.row = row;
        }
    }

    private final Backoff backoff;
    private final Set<UserId> named;
    private final Set<UserId> nameless = new LinkedHashSet<>();
    /// Asked for on this connection: whoever the server does not know is not asked for again.
    private final Set<UserId> asked = new HashSet<>();
    private boolean describing;
    private Map<Long, Search> searches = new LinkedHashMap<>();
    /// A name was found, and the messages that waited for it are not in the queue yet.
    private boolean rereading;

    Directory(Set<UserId> named, Backoff backoff) {
        this.named = new HashSet<>(named);
        this.backoff = backoff;
    }

    void meets(Collection<UserId> users) {
        for (UserId user : users) {
            if (!named.contains(user)) {
                nameless.add(user);
            }
        }
    }

    void replace(LocalChanges changes) {
        Map<Long, Search> fresh = new LinkedHashMap<>();
        for (OutboxRow row : changes.rows()) {
            if (row instanceof OutboxRow.Lookup lookup) {
                Search search = searches.getOrDefault(lookup.key(), new Search(lookup));
                search.row = lookup;
                fresh.put(lookup.key(), search);
            }
        }
        searches = fresh;
        rereading = false;
    }

    void connectionLost() {
        describing = false;
        asked.clear();
        searches.values().forEach(search -> search.asked = false);
    }

    /// Asks what is to be asked; only while online.
    void pump(Turn turn) {
        for (Search search : searches.values()) {
            if (!search.asked && search.notBefore <= turn.now()) {
                search.asked = true;
                turn.act(new Action.LookUp(search.row.key(), search.row.name()));
            }
        }
        if (describing) {
            return;
        }
        List<UserId> next = new ArrayList<>();
        for (UserId user : nameless) {
            if (next.size() < MAX_ASKED && asked.add(user)) {
                next.add(user);
            }
        }
        if (!next.isEmpty()) {
            describing = true;
            turn.act(new Action.Describe(next));
        }
    }

    void wake(Turn turn) {
        for (Search search : searches.values()) {
            if (!search.asked) {
                turn.wakeBy(search.notBefore);
            }
        }
    }

    void lookedUp(Turn turn, Event.LookedUp answer) {
        Search search = searches.remove(answer.row());
        if (search == null) {
            return;
        }
        if (answer.person().isPresent()) {
            named.add(answer.person().get().id());
            turn.write(new StoreOp.Resolve(answer.row(), answer.person().get()));
        } else {
            turn.write(new StoreOp.UnknownName(
                    answer.row(),
                    "Nobody here is called '" + search.row.name()
                            + "'. Check the spelling, then write to the right name and discard this one."));
        }
        turn.act(new Action.ReadOutbox());
        rereading = true;
    }

    void lookupFailed(Turn turn, Event.LookupFailed failed) {
        Search search = searches.get(failed.row());
        if (search != null) {
            search.asked = false;
            search.failures++;
            long delay = backoff.delay(search.failures);
            search.notBefore = turn.now() + delay;
            turn.write(new StoreOp.Postpone(search.row.key(), search.row.rev(), search.failures, delay));
        }
    }

    void described(Turn turn, Event.Described answer) {
        describing = false;
        for (Person person : answer.found()) {
            named.add(person.id());
            nameless.remove(person.id());
        }
        if (!answer.found().isEmpty()) {
            turn.write(new StoreOp.PutNames(answer.found()));
            answer.found().forEach(person -> becomesKnown(turn, person));
        }
    }

    /// Somebody whose name was waited for has come to be known another way. What was written to that name goes now:
    /// what
    /// is written from now on finds its conversation at once, and would overtake it.
    private void becomesKnown(Turn turn, Person person) {
        for (Search search : List.copyOf(searches.values())) {
            if (search.row.name().equals(person.name())) {
                lookedUp(turn, new Event.LookedUp(turn.now(), search.row.key(), Optional.of(person)));
            }
        }
    }

    /// Names of users were asked for and are not here yet.
    boolean isNaming() {
        return describing;
    }

    boolean isIdle() {
        return searches.isEmpty() && !describing && !rereading;
    }
}
