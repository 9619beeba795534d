package dev.godwit.testing.simulation;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.app.Core;
import dev.godwit.server.gateway.Authenticator;
import dev.godwit.server.gateway.Doorkeeper;
import dev.godwit.server.gateway.Gateway;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// The server's program from its start to its death: the real core and gateway, each owner on a thread of its own.
final class ServerRun {
    private static final int SHARDS = 2;
    private static final int EVENT_LOOPS = 2;
    private static final long SWEEP_MILLIS = 5_000;
    private static final long MAX_ASK_MICROS = 2_000;

    /// When the world begins, on a wall clock that is right.
    private static final long EPOCH_MILLIS =
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private final Scheduler scheduler;
    private final SimProcess program;
    private final List<Executor> loops;
    private final Gateway gateway;
    private int accepted;

    /// @param millis since the world began, as the server's clock has it
    ServerRun(
            Scheduler scheduler,
            SimDisk disk,
            RandomGenerator random,
            SimServer.Settings settings,
            Predicate<UserId> exists,
            LongSupplier millis) {
        Complaints.listen();
        this.scheduler = scheduler;
        program = new SimProcess(scheduler, settings.late());
        loops = threads(EVENT_LOOPS);
        var core = new Core(
                disk.open(program),
                new Core.Owners(threads(SHARDS), program.thread(), program.thread()),
                new Core.Time(
                        () -> Instant.ofEpochMilli(EPOCH_MILLIS + millis.getAsLong()),
                        // From one on: nothing has happened at nought.
                        () -> TimeUnit.MICROSECONDS.toNanos(scheduler.micros() + 1),
                        program::after),
                random,
                user -> later(exists.test(user)),
                new Core.Rules(settings.strangers(), settings.limits(), settings.logLimits()));
        gateway = core.gateway(new Door(), request -> new Doorkeeper.Admission.ForeignOrigin());
        sweepLater();
    }

    private List<Executor> threads(int count) {
        var threads = new ArrayList<Executor>();
        for (int i = 0; i < count; i++) {
            threads.add(program.thread());
        }
        return threads;
    }

    private void sweepLater() {
        var _ = program.after(SWEEP_MILLIS, () -> {
            gateway.sweep();
            sweepLater();
        });
    }

    private <T> CompletionStage<T> later(T value) {
        var answer = new CompletableFuture<T>();
        program.afterMicros(scheduler.between(1, MAX_ASK_MICROS), () -> answer.complete(value));
        return answer;
    }

    ServerEnd accept(UserId user, DeviceId device, ClientEnd client) {
        var loop = loops.get(accepted++ % loops.size());
        return new SimWire(
                program, loop, client, wire -> gateway.open(wire, Optional.of(user.value() + ' ' + device.value())));
    }

    void kill() {
        program.kill();
    }

    /// Knows everybody by the token that [#accept] gave them.
    private final class Door implements Authenticator {
        @Override
        public CompletionStage<Optional<Identified>> authenticate(String token) {
            int space = token.indexOf(' ');
            return later(Optional.of(new Identified(
                    new UserId(token.substring(0, space)), new DeviceId(token.substring(space + 1)), token)));
        }

        @Override
        public boolean hasEnded(Identified who) {
            return false;
        }

        @Override
        public void used(Identified who) {}
    }
}
