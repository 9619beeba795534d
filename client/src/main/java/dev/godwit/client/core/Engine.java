package dev.godwit.client.core;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.UserId;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The network side of one profile as a state machine: events in, effects out.
public final class Engine {
    private static final long LONGEST_ANSWER_MILLIS = 60_000;

    private final String agent;
    private final ConnectionCycle cycle;
    private final OutboxQueue outbox;
    private final Receipts receipts;
    private final Directory directory;
    private final Timelines timelines;
    private final HoleQueue holes;
    private final CatchUp catchUp;
    private final Checks checks;
    private final MemberPages members;
    private final Nearness nearness;
    private final Watchdog watchdog = new Watchdog();
    private final Incoming incoming;
    private final LocalChanges initial;
    private boolean finishing;
    private Status told = new Status(new Status.Idle(), false, false);

    /// @param random for jitter only
    public Engine(Snapshot snapshot, String agent, RandomGenerator random) {
        UserId me = snapshot.me();
        this.agent = agent;
        var backoff = new Backoff(random);
        var rids = new Rids();
        this.cycle = new ConnectionCycle(backoff);
        this.outbox = new OutboxQueue(backoff);
        this.receipts = new Receipts(me);
        this.directory = new Directory(snapshot.named(), backoff);
        this.holes = new HoleQueue(random);
        this.timelines = new Timelines(snapshot, outbox, receipts, directory, holes);
        this.catchUp = new CatchUp(timelines, holes, rids);
        this.checks = new Checks(snapshot.mark(), timelines, receipts, random);
        this.members = new MemberPages(rids, directory);
        this.nearness = new Nearness(me);
        this.incoming = new Incoming(me, cycle, watchdog, outbox, timelines, catchUp, checks, members, nearness);
        this.initial = snapshot.local();
    }

    public Effects on(Event event) {
        var turn = new Turn(event.now());
        handle(turn, event);
        if (cycle.isOpen()) {
            pump(turn);
        }
        wake(turn);
        nearness.neighbours().tell(turn);
        tell(turn);
        return turn.effects();
    }

    private void handle(Turn turn, Event event) {
        switch (event) {
            case Event.Started started -> {
                changed(turn, initial);
                cycle.connect(turn);
            }
            case Event.Changed changed -> changed(turn, changed.changes());
            case Event.Opened opened -> greet(turn);
            case Event.Closed closed -> closed(turn, closed);
            case Event.Received received -> {
                boolean wasOpen = cycle.isOpen();
                incoming.frame(turn, received.frame());
                if (wasOpen && !cycle.isOpen()) {
                    lost();
                }
            }
            case Event.Tick tick -> tick(turn);
            case Event.TryNow tryNow -> {
                cycle.tryNow(turn);
                checks.want();
            }
            case Event.Finish finish -> {
                finishing = true;
                holes.hurry();
            }
            case Event.WatchWanted watch -> {
                nearness.watch(watch);
                holes.watch(nearness.watched());
            }
            case Event.Active active -> nearness.active(active.now());
            case Event.Typed typed -> nearness.typed(turn, typed.conversation());
            case Event.WantMembers want -> members.want(want.conversation());
            case Event.Leaving leaving -> nearness.leaving(turn);
            case Event.LookedUp answer -> directory.lookedUp(turn, answer);
            case Event.LookupFailed failed -> directory.lookupFailed(turn, failed);
            case Event.Described answer -> directory.described(turn, answer);
            case Event.LocalEntries local -> {
                timelines.compared(turn, local);
                if (timelines.recovering().isEmpty()) {
                    checks.wantExact();
                }
            }
        }
    }

    private void changed(Turn turn, LocalChanges changes) {
        outbox.replace(changes);
        directory.replace(changes);
        nearness.busy(changes.busy());
        changes.seen()
                .forEach((conversation, seq) ->
                        timelines.find(conversation).ifPresent(timeline -> receipts.seen(turn, timeline, seq)));
    }

    private void greet(Turn turn) {
        cycle.opened();
        outbox.opened();
        checks.greeting();
        Optional<String> digest =
                timelines.epoch().map(epoch -> timelines.digest().toString());
        turn.act(new Action.SendFrame(new ClientFrame.Hello(
                Limits.VERSION,
                Optional.empty(),
                agent,
                timelines.epoch(),
                checks.mark(),
                digest,
                receipts.greeting())));
    }

    private void lost() {
        outbox.connectionLost();
        catchUp.connectionLost();
        checks.connectionLost();
        directory.connectionLost();
        members.connectionLost();
        nearness.connectionLost();
        watchdog.reset();
    }

    private void closed(Turn turn, Event.Closed closed) {
        lost();
        if (closed.unauthorized()) {
            turn.write(new StoreOp.Lock());
        }
        cycle.closed(turn, closed.unauthorized(), closed.reason());
    }

    private void tick(Turn turn) {
        cycle.tick(turn);
        boolean tooOld = turn.now() - outstandingSince(turn.now()) > LONGEST_ANSWER_MILLIS;
        if (cycle.isOpen() && (watchdog.expired(turn.now()) || tooOld)) {
            var why = new Event.Closed(turn.now(), false, "The server does not answer.");
            turn.act(new Action.Disconnect(why.reason()));
            closed(turn, why);
        }
    }

    private long outstandingSince(long now) {
        long entries = Math.min(catchUp.oldest().orElse(now), outbox.oldest().orElse(now));
        return Math.min(entries, members.oldest().orElse(now));
    }

    private void pump(Turn turn) {
        outbox.pump(turn).forEach(conversation -> nearness.wrote(turn, conversation));
        if (!cycle.isOnline()) {
            return;
        }
        receipts.flushIfDue(turn);
        catchUp.pump(turn);
        directory.pump(turn);
        members.pump(turn);
        if (finishing && caughtUp(turn) && outbox.isEmpty() && !receipts.allConfirmed()) {
            checks.want();
        }
        checks.pump(turn);
        nearness.pump(turn);
    }

    private void wake(Turn turn) {
        cycle.wake(turn);
        boolean outstanding = outbox.anyInFlight()
                || catchUp.anyOutstanding()
                || members.oldest().isPresent()
                || checks.isRunning();
        watchdog.watch(turn, cycle.isOpen() && outstanding);
        if (cycle.isOnline()) {
            outbox.wake(turn);
            receipts.wake(turn);
            catchUp.wake(turn);
            directory.wake(turn);
            checks.wake(turn);
        }
    }

    private boolean caughtUp(Turn turn) {
        return cycle.isOnline() && checks.greeted() && catchUp.isIdle(turn.now());
    }

    private void tell(Turn turn) {
        boolean caughtUp = caughtUp(turn);
        boolean settled = caughtUp
                && catchUp.isComplete()
                && outbox.isEmpty()
                && directory.isIdle()
                && receipts.allConfirmed()
                && !checks.isRunning();
        var status = new Status(cycle.phase(), caughtUp, settled);
        finishing &= !settled;
        if (!status.equals(told)) {
            told = status;
            turn.act(new Action.Notify(status));
        }
    }

    /// For tests and operators: how the connection stands.
    public Status status() {
        return told;
    }
}
