package dev.godwit.client.core;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The network side of one profile as a state machine: events in, effects out.
public final class Engine {
    private static final long LONGEST_ANSWER_MILLIS = 60_000;

    private final UserId me;
    private final String agent;
    private Optional<String> epoch;
    private final ConnectionCycle cycle;
    private final OutboxQueue outbox;
    private final Receipts receipts;
    private final Directory directory;
    private final Timelines timelines;
    private final CatchUp catchUp;
    private final Checks checks;
    private final Watchdog watchdog = new Watchdog();
    private final LocalChanges initial;
    private boolean finishing;
    private Status told = new Status(new Status.Idle(), false, false);

    /// @param random for jitter only
    public Engine(Snapshot snapshot, String agent, RandomGenerator random) {
        this.me = snapshot.me();
        this.agent = agent;
        this.epoch = snapshot.epoch();
        var backoff = new Backoff(random);
        this.cycle = new ConnectionCycle(backoff);
        this.outbox = new OutboxQueue(backoff);
        this.receipts = new Receipts(me);
        this.directory = new Directory(snapshot.named(), backoff);
        this.timelines = new Timelines(snapshot, outbox, receipts, directory);
        this.catchUp = new CatchUp(timelines);
        this.checks = new Checks(snapshot.mark(), timelines, receipts, random);
        this.initial = snapshot.local();
    }

    public Effects on(Event event) {
        var turn = new Turn(event.now());
        handle(turn, event);
        if (cycle.isOpen()) {
            pump(turn);
        }
        wake(turn);
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
            case Event.Received received -> frame(turn, received.frame());
            case Event.Tick tick -> tick(turn);
            case Event.TryNow tryNow -> {
                cycle.tryNow(turn);
                checks.want();
            }
            case Event.Finish finish -> finishing = true;
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
        changes.seen()
                .forEach((conversation, seq) ->
                        timelines.find(conversation).ifPresent(timeline -> receipts.seen(turn, timeline, seq)));
    }

    private void greet(Turn turn) {
        cycle.opened();
        outbox.opened();
        checks.greeting();
        Optional<String> digest = epoch.isEmpty()
                ? Optional.empty()
                : Optional.of(timelines.digest().toString());
        turn.act(new Action.SendFrame(new ClientFrame.Hello(
                Limits.VERSION, Optional.empty(), agent, epoch, checks.mark(), digest, receipts.greeting())));
    }

    private void closed(Turn turn, Event.Closed closed) {
        outbox.connectionLost();
        catchUp.connectionLost();
        checks.connectionLost();
        directory.connectionLost();
        watchdog.reset();
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
        return Math.min(catchUp.oldest().orElse(now), outbox.oldest().orElse(now));
    }

    private void frame(Turn turn, ServerFrame frame) {
        switch (frame) {
            case ServerFrame.Welcome welcome -> welcome(turn, welcome);
            case ServerFrame.Changes changes -> {
                watchdog.answered(turn.now());
                changes.conversations().forEach(change -> {
                    checks.mentioned(change.conversation());
                    timelines.change(turn, change);
                });
            }
            case ServerFrame.Current current -> {
                watchdog.answered(turn.now());
                cycle.proved();
                checks.current(turn, current, outbox.anyInFlight());
            }
            case ServerFrame.Sent sent -> {
                watchdog.answered(turn.now());
                checks.moved();
                timelines.sent(turn, sent);
            }
            case ServerFrame.Refused refused -> {
                watchdog.answered(turn.now());
                outbox.refused(turn, refused);
            }
            case ServerFrame.Cancelled cancelled -> {
                watchdog.answered(turn.now());
                turn.write(new StoreOp.Burnt(cancelled.conversation(), cancelled.id()));
                outbox.decided(turn, cancelled.conversation(), cancelled.id());
            }
            case ServerFrame.Page page -> {
                watchdog.answered(turn.now());
                catchUp.page(turn, page);
            }
            case ServerFrame.Pushed pushed -> {
                checks.moved();
                if (!timelines.pushed(turn, pushed)) {
                    checks.want();
                }
            }
            case ServerFrame.Receipt receipt ->
                timelines
                        .find(receipt.conversation())
                        .ifPresent(timeline -> timelines.cursor(
                                turn, timeline, new ServerFrame.MemberCursor(receipt.user(), receipt.cursor())));
            case ServerFrame.Changed changed -> {}
            case ServerFrame.Counts counts -> {}
            case ServerFrame.Presences presences -> {}
            case ServerFrame.Typing typing -> {}
            case ServerFrame.Members members -> {}
            case ServerFrame.Behind behind -> checks.want();
            case ServerFrame.Draining draining -> cycle.draining(turn, draining);
            case ServerFrame.Failure failure -> failure(turn, failure);
        }
    }

    private void welcome(Turn turn, ServerFrame.Welcome welcome) {
        watchdog.answered(turn.now());
        if (!welcome.user().equals(me)) {
            cycle.signedOut(turn, "The session belongs to another account.");
            return;
        }
        cycle.welcomed();
        outbox.welcomed(welcome.window());
        turn.write(new StoreOp.ServerTime(welcome.at()));
        if (!epoch.equals(Optional.of(welcome.epoch()))) {
            epoch = Optional.of(welcome.epoch());
            turn.write(new StoreOp.BeginEpoch(welcome.epoch()));
            checks.forgetMark();
            timelines.beginEpoch();
        }
    }

    private void failure(Turn turn, ServerFrame.Failure failure) {
        watchdog.answered(turn.now());
        if (failure.code() == Code.UNAUTHORIZED) {
            cycle.signedOut(turn, failure.message());
        } else if (failure.rid().isPresent()) {
            catchUp.failed(turn, failure.rid().getAsLong(), failure.code());
        }
    }

    private void pump(Turn turn) {
        outbox.pump(turn);
        if (!cycle.isOnline()) {
            return;
        }
        receipts.flushIfDue(turn);
        catchUp.pump(turn);
        directory.pump(turn);
        if (finishing && caughtUp() && outbox.isEmpty() && !receipts.allConfirmed()) {
            checks.want();
        }
        checks.pump(turn);
    }

    private void wake(Turn turn) {
        cycle.wake(turn);
        watchdog.watch(
                turn, cycle.isOpen() && (outbox.anyInFlight() || catchUp.anyOutstanding() || checks.isRunning()));
        if (cycle.isOnline()) {
            outbox.wake(turn);
            receipts.wake(turn);
            catchUp.wake(turn);
            directory.wake(turn);
            checks.wake(turn);
        }
    }

    private boolean caughtUp() {
        return cycle.isOnline() && checks.greeted() && catchUp.isIdle();
    }

    private void tell(Turn turn) {
        boolean caughtUp = caughtUp();
        boolean settled =
                caughtUp && outbox.isEmpty() && directory.isIdle() && receipts.allConfirmed() && !checks.isRunning();
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
