package dev.godwit.testing.simulation;

import dev.godwit.client.core.Event;
import dev.godwit.client.core.Person;
import dev.godwit.client.core.Status;
import dev.godwit.client.sdk.Transport;
import dev.godwit.client.sqlite.AccountWrites;
import dev.godwit.client.sqlite.Database;
import dev.godwit.client.sqlite.GroupWrites;
import dev.godwit.client.sqlite.LocalWrites;
import dev.godwit.client.sqlite.MemoryDatabase;
import dev.godwit.client.sqlite.ProfileStore;
import dev.godwit.client.sqlite.Refusal;
import dev.godwit.client.sqlite.StatementProbe;
import dev.godwit.client.sqlite.StoreFault;
import dev.godwit.client.sqlite.Views;
import dev.godwit.client.view.Message;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Device;
import dev.godwit.testing.history.Finale;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import dev.godwit.testing.history.Numbered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A device over all its crashes: the real engine and the real store, in a world of which one seed decides everything.
/// Records what its user does and what it shows.
final class SimDevice {
    private static final long POLL_MICROS = 150_000;
    private static final long PROMPT_MICROS = 60;
    /// How often the user writes in another process than the engine's, which has to notice it.
    private static final double ELSEWHERE = 0.2;

    /// What is asked over HTTP. Each call is answered at most once, by one of the two, some time later; an
    /// answer to a device that has died meanwhile is dropped here.
    interface Names {
        void lookUp(String name, Consumer<Optional<Person>> found, Runnable failed);

        /// Answers with an empty list after a fault.
        void describe(List<UserId> users, Consumer<List<Person>> found);
    }

    private final Scheduler scheduler;
    private final Trace trace;
    private final History history;
    private final Device name;
    private final DeviceId id;
    private final RandomGenerator random;
    private final Transport network;
    private final Names names;
    private final WallClock clock;
    private final DeviceFaults faults;
    private final DeviceRecorder recorder;
    private final MemoryDatabase memory = MemoryDatabase.create();
    private final Database user;
    private final Database watching;
    private final DeviceScreen screen;
    /// Of what was written here: the database may not know it yet, where it was written to a name.
    private final Map<Long, ConversationId> where = new HashMap<>();

    private @Nullable DeviceProgram program;
    private Runnable died = () -> {};
    private boolean finishing;

    /// @param name             `alice/2`: what stands before the slash is the account's name
    /// @param id               of the device on the wire
    /// @param random           this device's own
    /// @param network          given [#token] when it connects
    /// @param clockErrorMillis of its wall clock
    SimDevice(
            Scheduler scheduler,
            Trace trace,
            History history,
            Device name,
            DeviceId id,
            RandomGenerator random,
            Transport network,
            Names names,
            long clockErrorMillis) {
        this.scheduler = scheduler;
        this.trace = trace;
        this.history = history;
        this.name = name;
        this.id = id;
        this.random = random;
        this.network = network;
        this.names = names;
        this.clock = new WallClock(scheduler, clockErrorMillis);
        this.faults = new DeviceFaults(scheduler);
        this.recorder = new DeviceRecorder(history, name, id, where);
        this.user = memory.open(faults.probe());
        this.watching = memory.open(StatementProbe.NONE);
        this.screen = new DeviceScreen(name, views());
        new ProfileStore(watching)
                .signedIn(new ProfileStore.Identity(
                        "http://godwit.test", name.user(), accountName(), id, false, Optional.of(token())));
    }

    Device name() {
        return name;
    }

    DeviceId id() {
        return id;
    }

    String token() {
        return "token of " + name;
    }

    private String accountName() {
        return name.name().split("/", 2)[0];
    }

    /// Starts the program over what its database holds. The network may be down. Does nothing while it is up.
    void boot() {
        if (program != null) {
            return;
        }
        trace.say(name.name(), "boots");
        faults.killAfter(0);
        var process = new SimProcess(scheduler, 0);
        program = new DeviceProgram(
                scheduler,
                trace,
                process,
                memory.open(faults.probe()),
                name.name(),
                clock,
                random,
                new DeviceNetwork(network, process, faults, recorder::left, trace, name.name()),
                names,
                faults,
                ops -> {
                    if (recorder.committed(ops)) {
                        recorder.refused(views());
                    }
                },
                this::die);
        program.start();
        if (finishing) {
            program.tell(Event.Finish::new);
        }
    }

    /// kill -9, now. Its connection is closed as by the operating system; make the network swallow that for a power
    /// cut. Does nothing while it is down.
    void kill() {
        DeviceProgram running = program;
        if (running != null) {
            trace.say(name.name(), "is killed");
            program = null;
            faults.killAfter(0);
            running.kill();
        }
    }

    private void die() {
        kill();
        Runnable tell = died;
        died = () -> {};
        tell.run();
    }

    /// kill -9 in the middle of something: before the n-th database statement, frame, or thing done after a
    /// commit, from now.
    ///
    /// @param whenDead called once it is dead
    void killAfter(int steps, Runnable whenDead) {
        if (program != null) {
            faults.killAfter(steps);
            died = whenDead;
        }
    }

    boolean isUp() {
        return program != null;
    }

    /// Something that the user does, with [#groups], [#account] or [#writes].
    ///
    /// @return empty if the application refused it, the database failed, or the device is or goes down meanwhile
    <T> Optional<T> act(Supplier<T> act) {
        DeviceProgram running = program;
        if (running == null) {
            return Optional.empty();
        }
        try {
            T result = act.get();
            running.wake(scheduler.between(1, scheduler.chance(ELSEWHERE) ? POLL_MICROS : PROMPT_MICROS));
            return Optional.of(result);
        } catch (Refusal | StoreFault e) {
            trace.say(name.name(), "cannot:", e);
            return Optional.empty();
        } catch (Killed e) {
            die();
            return Optional.empty();
        }
    }

    private boolean act(Runnable act, Happening.OnDevice done) {
        boolean isDone = act(() -> {
                    act.run();
                    return true;
                })
                .isPresent();
        if (isDone) {
            trace.say(name.name(), done);
            history.add(done);
        }
        return isDone;
    }

    /// The user's own connection to the database; to be used within [#act], while it is up.
    LocalWrites writes() {
        return new LocalWrites(user, name.user(), clock, random);
    }

    GroupWrites groups() {
        return new GroupWrites(user, name.user(), clock, random);
    }

    AccountWrites account() {
        return new AccountWrites(user, name.user(), clock, random);
    }

    /// Readable also while the device is down and its disk full: it shows what is committed.
    Views views() {
        return new Views(watching, name.user(), clock);
    }

    /// Writes a message, and records it if it is committed.
    ///
    /// @param to           a name, a user id or a conversation id
    /// @param conversation where that is
    /// @return whether it is committed
    boolean write(String to, ConversationId conversation, long number, String rest) {
        String text = Numbered.text(number, rest);
        boolean isDone = act(() -> writes().send(to, text), new Happening.Wrote(name, conversation, number, text));
        if (isDone) {
            where.put(number, conversation);
        }
        return isDone;
    }

    /// The user changes an own message, of this device or another one of theirs.
    ///
    /// @return whether it is committed; false also where there is no such message here
    boolean edit(long number, String rest) {
        String text = Numbered.text(number, rest);
        return onOwn(
                number,
                message -> writes().edit(message.key(), text),
                conversation -> new Happening.Edited(name, conversation, number, text));
    }

    /// Discards it while it waits, deletes it for everybody afterwards.
    boolean takeBack(long number) {
        return onOwn(
                number,
                message -> writes().discard(message.key()),
                conversation -> new Happening.TookBack(name, conversation, number));
    }

    /// Lets a message that was refused go out again.
    boolean retry(long number) {
        return onOwn(
                number,
                message -> writes().retry(message.key()),
                conversation -> new Happening.Retried(name, conversation, number));
    }

    private boolean onOwn(long number, Consumer<Message> act, Function<ConversationId, Happening.OnDevice> done) {
        Optional<Message> message = screen.own(name.user(), number);
        Optional<ConversationId> conversation = message.flatMap(
                found -> views().id(found.conversation()).or(() -> Optional.ofNullable(where.get(number))));
        if (message.isEmpty() || conversation.isEmpty()) {
            return false;
        }
        boolean isDone = act(() -> act.accept(message.get()), done.apply(conversation.get()));
        if (isDone) {
            recorder.triedAgain(number);
        }
        return isDone;
    }

    /// The user looks at the end of the conversation. Nothing happens where there is nothing with a seq.
    boolean look(ConversationId conversation) {
        Optional<Message> newest = screen.newest(conversation);
        return newest.isPresent()
                && act(
                        () -> writes().markRead(newest.get().key()),
                        new Happening.Looked(
                                name, conversation, newest.get().seq().orElseThrow()));
    }

    /// There is a network again.
    void tryNow() {
        if (program != null) {
            program.tell(Event.TryNow::new);
        }
    }

    /// What is still unconfirmed is to be confirmed soon, now and after each crash, so that it can come to rest.
    void finish() {
        finishing = true;
        if (program != null) {
            program.tell(Event.Finish::new);
        }
    }

    Status status() {
        return program == null ? DeviceProgram.IDLE : program.status();
    }

    /// Its wall clock jumps, forward or back.
    void jumpClock(long millis) {
        clock.jump(millis);
    }

    /// The next commits of this device's database fail, its user's too.
    void failStore(int commits) {
        faults.failCommits(commits);
    }

    /// While it is full nothing can be written, but everything read.
    void setFull(boolean full) {
        faults.setFull(full);
    }

    Finale.View view() {
        return screen.all(status().settled());
    }

    /// Ends it and frees its database.
    void close() {
        kill();
        user.close();
        watching.close();
        memory.close();
    }
}
