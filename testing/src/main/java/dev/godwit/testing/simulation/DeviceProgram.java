package dev.godwit.testing.simulation;

import dev.godwit.client.core.Event;
import dev.godwit.client.core.Person;
import dev.godwit.client.core.Status;
import dev.godwit.client.core.StoreOp;
import dev.godwit.client.sdk.EngineDriver;
import dev.godwit.client.sdk.GodwitOptions;
import dev.godwit.client.sdk.NameService;
import dev.godwit.client.sqlite.Database;
import dev.godwit.client.sqlite.ProfileStore;
import dev.godwit.protocol.UserId;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/// One run of a device's program, from its start to its death: the loop around the SDK's [EngineDriver].
final class DeviceProgram {
    static final Status IDLE = new Status(new Status.Idle(), false, false);

    private static final long PROMPT_MICROS = 60;
    private static final long LATE_MICROS = 20_000;
    /// How often its thread has to wait for the machine.
    private static final double LATE = 0.02;
    private static final int MAX_BATCH = 256;
    private static final long NEVER = Long.MAX_VALUE;

    private final Scheduler scheduler;
    private final Trace trace;
    private final SimProcess process;
    private final Database database;
    private final String name;
    private final DeviceNetwork network;
    private final SimDevice.Names names;
    private final DeviceFaults faults;
    private final Consumer<List<StoreOp>> committed;
    private final Runnable killed;
    private final EngineDriver driver;
    private final Deque<Runnable> mail = new ArrayDeque<>();
    private Status status = IDLE;
    /// When the next turn is, by the world's time.
    private long turnAt = NEVER;
    private Runnable callOff = () -> {};

    DeviceProgram(
            Scheduler scheduler,
            Trace trace,
            SimProcess process,
            Database database,
            String name,
            Clock clock,
            RandomGenerator random,
            DeviceNetwork network,
            SimDevice.Names names,
            DeviceFaults faults,
            Consumer<List<StoreOp>> committed,
            Runnable killed) {
        this.scheduler = scheduler;
        this.trace = trace;
        this.process = process;
        this.database = database;
        this.name = name;
        this.network = network;
        this.names = names;
        this.faults = faults;
        this.committed = committed;
        this.killed = killed;
        this.driver = new EngineDriver(
                database,
                new ProfileStore(database).identity().orElseThrow(),
                new GodwitOptions("simulation", name, clock, random, network),
                new Asking(),
                scheduler::millis,
                this::post,
                new Listener());
    }

    void start() {
        wake(scheduler.between(1, LATE_MICROS));
    }

    Status status() {
        return status;
    }

    void tell(LongFunction<Event> event) {
        post(() -> driver.on(event));
    }

    private void post(Runnable letter) {
        if (process.isAlive()) {
            mail.add(letter);
            wake(scheduler.between(1, scheduler.chance(LATE) ? LATE_MICROS : PROMPT_MICROS));
        }
    }

    /// A turn follows within that time.
    void wake(long micros) {
        long at = scheduler.micros() + micros;
        if (at < turnAt) {
            callOff.run();
            turnAt = at;
            callOff = process.afterMicros(micros, this::turn);
        }
    }

    private void turn() {
        turnAt = NEVER;
        try {
            for (int taken = 0; taken < MAX_BATCH && !mail.isEmpty(); taken++) {
                mail.remove().run();
            }
            long next = driver.turn();
            if (!mail.isEmpty()) {
                wake(1);
            } else if (next != NEVER) {
                wake(Math.max(1, next * 1_000 - scheduler.micros()));
            }
        } catch (Killed e) {
            killed.run();
        }
    }

    /// Whatever was not committed is gone, and its connection breaks.
    void kill() {
        process.kill();
        mail.clear();
        network.closeAll();
        database.close();
    }

    private final class Listener implements EngineDriver.Listener {
        @Override
        public void committed(List<StoreOp> ops) {
            if (trace.isOn()) {
                ops.forEach(op -> trace.say(name, "commits", op));
            }
            committed.accept(ops);
            faults.step();
        }

        @Override
        public void status(Status now) {
            if (!now.equals(status)) {
                trace.say(name, "is", now);
            }
            status = now;
        }
    }

    /// Names that are asked for.
    private final class Asking implements NameService {
        @Override
        public CompletionStage<Optional<Person>> lookUp(URI server, String token, String asked) {
            faults.step();
            var answer = new CompletableFuture<Optional<Person>>();
            names.lookUp(
                    asked,
                    answer::complete,
                    () -> answer.completeExceptionally(new IllegalStateException("no answer")));
            return answer;
        }

        @Override
        public CompletionStage<List<Person>> describe(URI server, String token, List<UserId> users) {
            faults.step();
            var answer = new CompletableFuture<List<Person>>();
            names.describe(users, answer::complete);
            return answer;
        }
    }
}
