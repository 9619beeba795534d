package dev.godwit.client.core;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;

/// Hands on what the server says to the part of the engine that it is for.
final class Incoming {
    private final UserId me;
    private final ConnectionCycle cycle;
    private final Watchdog watchdog;
    private final OutboxQueue outbox;
    private final Timelines timelines;
    private final CatchUp catchUp;
    private final Checks checks;
    private final MemberPages members;
    private final Nearness nearness;

    Incoming(
            UserId me,
            ConnectionCycle cycle,
            Watchdog watchdog,
            OutboxQueue outbox,
            Timelines timelines,
            CatchUp catchUp,
            Checks checks,
            MemberPages members,
            Nearness nearness) {
        this.me = me;
        this.cycle = cycle;
        this.watchdog = watchdog;
        this.outbox = outbox;
        this.timelines = timelines;
        this.catchUp = catchUp;
        this.checks = checks;
        this.members = members;
        this.nearness = nearness;
    }

    void frame(Turn turn, ServerFrame frame) {
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
                if (!timelines.sent(turn, sent)) {
                    checks.want();
                }
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
            case ServerFrame.Members page -> {
                watchdog.answered(turn.now());
                members.page(turn, page);
            }
            case ServerFrame.Pushed pushed -> {
                checks.moved();
                nearness.neighbours()
                        .wrote(pushed.conversation(), pushed.entry().from());
                if (!timelines.pushed(turn, pushed)) {
                    checks.want();
                }
            }
            case ServerFrame.Changed changed -> {
                checks.moved();
                if (!timelines.announced(turn, changed)) {
                    checks.want();
                }
            }
            case ServerFrame.Receipt receipt ->
                timelines
                        .find(receipt.conversation())
                        .ifPresent(timeline -> timelines.cursor(
                                turn, timeline, new ServerFrame.MemberCursor(receipt.user(), receipt.cursor())));
            case ServerFrame.Counts counts -> {
                nearness.neighbours().counts(counts);
                if (timelines.find(counts.conversation()).isPresent()) {
                    turn.write(new StoreOp.SetReaders(counts.conversation(), counts.readers()));
                }
            }
            case ServerFrame.Presences presences -> nearness.neighbours().presences(presences);
            case ServerFrame.Typing typing -> nearness.neighbours().typing(turn.now(), typing);
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
        members.welcomed(welcome.features());
        nearness.welcomed(welcome.features());
        turn.write(new StoreOp.ServerTime(welcome.at()));
        turn.write(new StoreOp.Strangers(welcome.strangers()));
        if (timelines.epoch().filter(welcome.epoch()::equals).isEmpty()) {
            checks.forgetMark();
            timelines.beginEpoch(turn, welcome.epoch());
        }
    }

    private void failure(Turn turn, ServerFrame.Failure failure) {
        watchdog.answered(turn.now());
        if (failure.code() == Code.UNAUTHORIZED) {
            turn.write(new StoreOp.Lock());
            cycle.signedOut(turn, failure.message());
        } else if (failure.rid().isPresent()) {
            catchUp.failed(turn, failure.rid().getAsLong(), failure.code());
            members.failed(turn, failure.rid().getAsLong(), failure.code());
        }
    }
}
