package dev.godwit.client.traces;

import dev.godwit.client.core.Action;
import dev.godwit.client.core.Effects;
import dev.godwit.client.core.Event;
import dev.godwit.client.core.Person;
import dev.godwit.client.sim.Engines;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/// One engine between a server, a database and a user who are all dice. Most of what they say fits what the
/// engine has said before; some of it does not fit anything.
final class FuzzedLife {
    private final Chance chance;
    private final List<UserId> people = new ArrayList<>();
    private final List<ConversationId> conversations = new ArrayList<>();
    private final FuzzedServer server;
    private final FuzzedDatabase database;
    private final Function<Event, Effects> engine;
    private final Deque<ServerFrame> answers = new ArrayDeque<>();
    /// What the driver answers before anything else happens, nearly always.
    private final Deque<Supplier<Event>> owed = new ArrayDeque<>();
    private final int longestBurst;
    private final boolean brief;
    private boolean connecting;
    private boolean open;
    private OptionalLong wakeAt = OptionalLong.empty();
    private long now;

    FuzzedLife(long seed, Engines engines) {
        this.chance = new Chance(new Random(seed));
        // What is large is rare, and short: such a trace is a hundred times as long as others.
        int rarity = chance.below(2_000);
        boolean huge = rarity == 0;
        boolean crowd = rarity < 12;
        boolean bulky = rarity >= 12 && rarity < 18;
        boolean deep = rarity >= 18 && rarity < 40;
        this.brief = rarity < 40;
        for (int i = crowd ? 230 : chance.between(3, 7); i > 0; i--) {
            people.add(UserId.random(chance.random()));
        }
        this.server = new FuzzedServer(chance, people);
        this.database = new FuzzedDatabase(chance, people);
        this.longestBurst = chance.percent(4) ? 40 : 4;
        settle(huge ? 1_050 : chance.percent(6) ? chance.between(20, 40) : chance.between(1, 6), deep ? 500 : 14);
        if (bulky) {
            for (int i = 0; i < 7; i++) {
                database.write(conversations.getFirst(), 60_000);
            }
        }
        int rows = chance.below(4);
        for (int i = 0; i < rows; i++) {
            database.act(conversations, longestBurst);
        }
        this.now = chance.percent(95) ? chance.below(100_000) : 0;
        this.engine = engines.begin(
                database.snapshot(server, conversations.subList(0, chance.below(conversations.size() + 1))),
                chance.of("sim", "godwit-web/1"),
                chance.random());
    }

    private void settle(int count, int depth) {
        UserId me = people.getFirst();
        conversations.add(ConversationId.account(me));
        for (int i = 1; i <= count; i++) {
            conversations.add(
                    chance.percent(40)
                            ? ConversationId.direct(me, people.get(i % people.size()))
                            : ConversationId.group(chance.of(people), "n" + i));
        }
        int longest = count > 100 ? 2 : depth;
        for (ConversationId conversation : List.copyOf(conversations)) {
            for (int i = chance.below(longest + 1); i > 0; i--) {
                server.append(conversation);
            }
            server.log(conversation);
        }
    }

    void live(int events) {
        if (chance.percent(97)) {
            handle(new Event.Started(now));
        }
        for (int i = brief ? Math.max(1, events - 24) : 1; i < events; i++) {
            pass();
            handle(next());
        }
    }

    private void pass() {
        now += switch (chance.below(20)) {
            case 0, 1 -> chance.below(5_000);
            case 2 -> chance.below(70_000);
            case 3, 4, 5, 6, 7 -> 0;
            default -> chance.below(300);
        };
        if (chance.below(400) == 0) {
            now += chance.below(10_000_000);
        }
    }

    private Event next() {
        if (!owed.isEmpty() && chance.percent(90)) {
            return owed.remove().get();
        }
        if (connecting && chance.percent(60)) {
            connecting = false;
            open = chance.percent(90);
            return open ? new Event.Opened(now) : closed();
        }
        if (open && !answers.isEmpty() && chance.percent(65)) {
            if (chance.percent(5)) {
                answers.addLast(answers.remove());
            } else if (chance.percent(4)) {
                answers.remove();
            }
            return answers.isEmpty() ? new Event.Tick(now) : new Event.Received(now, answers.remove());
        }
        return open && chance.percent(45) ? new Event.Received(now, server.unasked()) : around();
    }

    private Event around() {
        return switch (chance.below(34)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> {
                database.act(conversations, longestBurst);
                yield new Event.Changed(now, database.changes(conversations));
            }
            case 8, 9, 10, 11, 12, 13, 14 -> {
                now = Math.max(now, wakeAt.orElse(now));
                yield new Event.Tick(now);
            }
            case 15 -> new Event.Tick(now);
            case 16, 17 -> {
                boolean restored = chance.percent(25);
                if (restored) {
                    server.restore();
                }
                yield closed();
            }
            case 18 -> new Event.TryNow(now);
            case 19 -> new Event.Finish(now);
            case 20, 21, 22 -> watch();
            case 23, 24 -> new Event.Active(now);
            case 25, 26, 27 -> new Event.Typed(now, chance.of(conversations));
            case 28, 29 -> new Event.WantMembers(now, chance.of(conversations));
            case 30 ->
                chance.percent(20) ? new Event.Leaving(now) : new Event.Changed(now, database.changes(conversations));
            case 31 -> {
                if (chance.percent(30)) {
                    server.restore();
                }
                yield new Event.Received(now, server.unasked());
            }
            case 32 -> new Event.LookedUp(now, chance.below(5), chance.maybe(50, this::somebody));
            default ->
                chance.percent(50)
                        ? new Event.LookupFailed(now, chance.below(5))
                        : new Event.LocalEntries(now, chance.of(conversations), List.of());
        };
    }

    private Event closed() {
        answers.clear();
        if (chance.percent(40)) {
            // What was asked over HTTP is lost with the network.
            owed.clear();
        }
        open = false;
        connecting = false;
        return new Event.Closed(now, chance.percent(3), chance.of("cut", "no network"));
    }

    private Event watch() {
        int few = people.size() > 100 ? 95 : 40;
        return new Event.WatchWanted(now, chance.some(conversations, 50), chance.some(people, few));
    }

    private Person somebody() {
        UserId user = chance.of(people);
        return new Person(user, "name of " + user.value().substring(1, 4));
    }

    private void handle(Event event) {
        Effects effects = engine.apply(event);
        wakeAt = effects.wakeAt();
        effects.ops().forEach(database::apply);
        effects.actions().forEach(this::carryOut);
    }

    private void carryOut(Action action) {
        switch (action) {
            case Action.Connect connect -> connecting = true;
            case Action.Disconnect disconnect -> {
                open = false;
                answers.clear();
            }
            case Action.SendFrame send -> answer(send.frame());
            case Action.LookUp lookUp ->
                owed.add(() -> chance.percent(70)
                        ? new Event.LookedUp(now, lookUp.row(), chance.maybe(70, this::somebody))
                        : new Event.LookupFailed(now, lookUp.row()));
            case Action.Describe describe ->
                owed.add(() -> new Event.Described(
                        now,
                        describe.users(),
                        chance.some(describe.users(), 70).stream()
                                .map(user -> new Person(user, "somebody"))
                                .toList()));
            case Action.ReadLocal read ->
                owed.addFirst(() -> new Event.LocalEntries(
                        now, read.conversation(), database.between(read.conversation(), read.from(), read.to())));
            case Action.ReadOutbox readOutbox -> {
                if (chance.percent(90)) {
                    owed.add(() -> new Event.Changed(now, database.changes(conversations)));
                }
            }
            case Action.Tell tell -> {}
            case Action.Notify notify -> {}
        }
    }

    private void answer(ClientFrame frame) {
        if (open && chance.percent(97)) {
            answers.addAll(server.answer(frame));
        }
    }
}
