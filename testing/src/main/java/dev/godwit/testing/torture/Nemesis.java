package dev.godwit.testing.torture;

import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Follows a schedule. Each trouble runs on a thread of its own and mends what it broke, at the latest when
/// everything is over; so several things are broken at a time, but never two in one victim.
final class Nemesis {
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);
    private static final Duration LONGEST_MEND = Duration.ofMinutes(2);
    /// So many that a server that is slow to come up does not keep the clients from their troubles.
    private static final int MOST_POSTPONED = 16;

    private final Cast cast;
    private final Schedule schedule;
    private final History history;
    private final Tally tally;
    private final ServerTroubles ofServer;
    private final ClientTroubles ofClients;
    private final Deque<Schedule.Strike> postponed = new ArrayDeque<>();
    private final ConcurrentHashMap<Thread, String> running = new ConcurrentHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Nemesis(Cast cast, Schedule schedule, History history, Tally tally) {
        this.cast = cast;
        this.schedule = schedule;
        this.history = history;
        this.tally = tally;
        this.ofServer = new ServerTroubles(cast, history, tally, this::hold);
        this.ofClients = new ClientTroubles(history, tally, this::hold);
    }

    /// Returns when time is up or [#stop] was called, and everything is mended.
    ///
    /// @throws BrokenRun when something could not be done or mended
    void rage(Duration duration) {
        long begin = System.nanoTime();
        try {
            while (!isOver()) {
                var now = Duration.ofNanos(System.nanoTime() - begin);
                if (now.compareTo(duration) >= 0) {
                    break;
                }
                lookAfterAll();
                step(now);
            }
        } finally {
            over.countDown();
            awaitMended();
        }
        var why = failure.get();
        if (why != null) {
            throw new BrokenRun("a trouble could not be done or mended: " + why.getMessage(), why);
        }
        lookAfterAll();
    }

    void stop() {
        over.countDown();
    }

    private boolean isOver() {
        return over.getCount() == 0;
    }

    /// Whoever is down must have been brought down by us.
    private void lookAfterAll() {
        if (!cast.server().isSeized() && cast.server().diedByItself()) {
            throw new EndedByItself(
                    "the server" + cast.server().process().process().output());
        }
        for (ClientVictim client : cast.clients()) {
            if (!client.isSeized() && client.diedByItself()) {
                throw new EndedByItself(
                        client.name() + client.process().process().output());
            }
        }
    }

    private void step(Duration now) {
        for (int i = postponed.size(); i > 0; i--) {
            Schedule.Strike strike = postponed.removeFirst();
            if (begin(strike)) {
                hold(strike.pause());
                return;
            }
            postponed.addLast(strike);
        }
        if (postponed.size() >= MOST_POSTPONED) {
            hold(Duration.ofMillis(50));
            return;
        }
        switch (schedule.next(now)) {
            case Schedule.Rest rest -> {
                rest();
                hold(rest.pause());
            }
            case Schedule.Strike strike -> {
                if (!begin(strike)) {
                    postponed.addLast(strike);
                }
                hold(strike.pause());
            }
        }
    }

    /// Mends everything and lets the clients come to rest, as they would in quiet times; the load goes on.
    private void rest() {
        awaitMended();
        String what = "rest";
        tally.begin(what);
        cast.clients().forEach(ClientVictim::rest);
        long end = System.nanoTime() + LONGEST_REST.toNanos();
        while (System.nanoTime() - end < 0
                && !isOver()
                && !cast.clients().stream().allMatch(client -> client.process().isSettled())) {
            hold(Duration.ofMillis(300));
        }
        cast.clients().forEach(ClientVictim::goOn);
        tally.end(what);
    }

    /// False when everybody whom it could hit is in trouble already.
    private boolean begin(Schedule.Strike strike) {
        var random = new Random(strike.chance());
        Duration hold = strike.hold();
        Trouble trouble = strike.trouble();
        return switch (trouble) {
            case KILL_SERVER, POWER_SERVER, RESTART, FREEZE_SERVER, SYNC, FULL_SERVER, RESTORE ->
                run(
                        trouble,
                        free(List.of(cast.server()), random),
                        server -> ofServer.strike(trouble, server, hold, random));
            case KILL_CLIENT, POWER_CLIENT, FREEZE_CLIENT, CLOCK ->
                run(trouble, free(cast.clients(), random), client -> ofClients.strike(trouble, client, hold, random));
            case FULL_CLIENT -> {
                var small = cast.clients().stream()
                        .filter(client -> client.disk().canBeFull())
                        .toList();
                yield run(trouble, free(small, random), client -> ofClients.strike(trouble, client, hold, random));
            }
            case CUT, HOLE, SLOW ->
                run(trouble, free(cast.links(), random), link -> disturb(trouble, link, hold, random));
            case NET ->
                run(trouble, free(cast.space().stream().toList(), random), space -> disturb(space, hold, random));
        };
    }

    private static <V extends Victim> Optional<V> free(List<V> victims, Random random) {
        var all = new ArrayList<>(victims);
        Collections.shuffle(all, random);
        return all.stream().filter(Victim::seize).findFirst();
    }

    private interface Deed<V> {
        void on(V victim);
    }

    private <V extends Victim> boolean run(Trouble trouble, Optional<V> found, Deed<V> deed) {
        if (found.isEmpty()) {
            return false;
        }
        V victim = found.get();
        String what = trouble.word() + " " + victim.name();
        var thread = Thread.ofPlatform().daemon(true).unstarted(() -> {
            tally.begin(what);
            try {
                deed.on(victim);
            } catch (RuntimeException | AssertionError e) {
                failure.compareAndSet(null, e);
                over.countDown();
            } finally {
                victim.release();
                tally.end(what);
                running.remove(Thread.currentThread());
            }
        });
        running.put(thread, what);
        thread.start();
        return true;
    }

    private void disturb(Trouble trouble, ClientVictim.Link link, Duration hold, Random random) {
        var proxy = link.proxy();
        switch (trouble) {
            case CUT -> proxy.cut();
            case HOLE -> proxy.blackHole();
            default -> proxy.slowTo(1_000L << random.nextInt(6));
        }
        did(trouble, trouble.word() + " " + link.name());
        hold(hold);
        proxy.slowTo(Long.MAX_VALUE);
        proxy.open();
    }

    private void disturb(NetworkSpace space, Duration hold, Random random) {
        var quality = BadWire.Quality.random(random);
        space.become(quality);
        did(Trouble.NET, quality.toString());
        hold(hold.multipliedBy(2));
        space.become(BadWire.Quality.GOOD);
    }

    private void did(Trouble trouble, String words) {
        tally.count(trouble);
        history.add(new Happening.Fault(words));
    }

    /// Lets time pass, but not after everything is over.
    private void hold(Duration time) {
        try {
            if (over.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            over.countDown();
        }
    }

    private void awaitMended() {
        long end = System.nanoTime() + LONGEST_MEND.toNanos();
        for (Thread each : List.copyOf(running.keySet())) {
            try {
                each.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BrokenRun("interrupted", e);
            }
        }
        if (!running.isEmpty()) {
            throw new BrokenRun("not mended within " + LONGEST_MEND + ": " + running.values());
        }
    }
}
