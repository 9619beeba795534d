package dev.godwit.testing.torture;

import dev.godwit.testing.harness.ChildJvm;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.history.Finale;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.JournalReader;
import dev.godwit.testing.history.JournalWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An application with the SDK that several people (or several devices of one) share, because a JVM is expensive: when
/// it is killed, all of them are. It can be killed and started again any number of times. Its users write to each other
/// and to those of other processes. One caller at a time.
final class ClientProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final String ACKED = "acked ";

    private final String name;
    private final List<Seat> seats;
    private final List<ClientPlan.Friend> friends;
    private final Path journals;
    private final Numbers numbers;
    private final Map<Seat, List<Long>> blocks = new HashMap<>();
    private @Nullable ChildJvm process;
    private long ackedBefore;
    private String unsettled = "";

    /// @param everybody whom its users know, themselves included
    /// @param journals  directory for what its users did and saw; not on the disk that fails
    ClientProcess(String name, List<Seat> seats, List<Person> everybody, Path journals, Numbers numbers) {
        this.name = name;
        this.seats = List.copyOf(seats);
        this.friends = everybody.stream()
                .map(person -> new ClientPlan.Friend(person.name(), person.user()))
                .toList();
        this.journals = journals;
        this.numbers = numbers;
    }

    String name() {
        return name;
    }

    List<Seat> seats() {
        return seats;
    }

    /// Starts it, or starts it again; its users are at rest until [#rate]. Bounded: fails when it does not come up.
    ///
    /// @param disk        its profiles lie below it
    /// @param prefix      put before its command, such as what brings it into a network namespace
    /// @param environment added to the process's own: that of a power cut
    /// @param clockError  how wrong this device's clock is
    void start(Path disk, List<String> prefix, Map<String, String> environment, Duration clockError) {
        if (isRunning()) {
            throw new IllegalStateException(name + " is running");
        }
        var places = new ArrayList<ClientPlan.Place>();
        for (Seat seat : seats) {
            blocks.computeIfAbsent(seat, s -> new ArrayList<>()).add(numbers.nextBlock());
            places.add(new ClientPlan.Place(
                    seat.device(),
                    seat.person().name(),
                    seat.person().password(),
                    seat.server(),
                    disk.resolve(seat.directory()),
                    List.copyOf(blocks.get(seat)),
                    seat.equals(seats.getFirst()) ? 1 : 0));
        }
        Path plan = journals.resolve(name + ".plan");
        new ClientPlan(journals, clockError, places.getFirst().blocks().getLast(), places, friends).write(plan);
        process = ChildJvm.start(
                prefix, List.of("-Xmx256m"), environment, TortureClient.class.getName(), List.of(plan.toString()));
        process.awaitLine(0, line -> line.equals("ok open"), START);
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /// The one of the present life, or of the last one.
    ChildJvm process() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    /// kill -9, and notes in the journals that its devices died of this; for a power cut the caller then swaps the
    /// disk.
    void kill(String how) {
        ChildJvm dying = process();
        dying.kill();
        ackedBefore += ackedInThisLife(dying);
        process = null;
        for (Seat seat : seats) {
            try (var journal = JournalWriter.open(journal(seat))) {
                journal.add(new Happening.Died(seat.device(), how));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Path journal(Seat seat) {
        return SeatLife.journal(journals, seat.directory());
    }

    /// How many things its users do per second, all together; 0 lets them rest.
    void rate(double perSecond) {
        say("rate " + perSecond);
    }

    /// From now on its clock is wrong by this.
    void jumpClock(Duration clockError) {
        say("clock " + clockError.toMillis());
    }

    /// "There is a network again."
    void tryNow() {
        say("try");
    }

    /// Its users write nothing more, take back what was refused, and look at everything that came.
    void finish() {
        say("finish");
    }

    private void say(String command) {
        if (process != null) {
            try {
                process.say(command);
            } catch (UncheckedIOException e) {
                // It has just died by itself: whoever watches over it will see that.
                return;
            }
        }
    }

    private String ask(String command) {
        ChildJvm asked = process();
        int from = asked.lineCount();
        asked.say(command);
        String word = command.split(" ", 2)[0];
        String ok = "ok " + word + " ";
        String answer = asked.awaitLine(from, line -> line.startsWith(ok) || line.startsWith("failed " + word), ANSWER);
        if (!answer.startsWith(ok)) {
            throw new AssertionError(name + ": " + answer + asked.output());
        }
        return answer.substring(ok.length());
    }

    /// How many messages its devices have shown as sent, over all its lives; a little late, for the line of progress.
    long acked() {
        return ackedBefore + (process == null ? 0 : ackedInThisLife(process));
    }

    private static long ackedInThisLife(ChildJvm process) {
        return process.stdout().stream()
                .filter(line -> line.startsWith(ACKED))
                .reduce((one, other) -> other)
                .map(line -> Long.parseLong(line, ACKED.length(), line.length(), 10))
                .orElse(0L);
    }

    /// Whether all its devices say that nothing is left to do; waits a few seconds for it.
    boolean isSettled() {
        if (!isRunning()) {
            unsettled = name + " does not run";
            return false;
        }
        unsettled = ask("unsettled");
        return unsettled.isEmpty();
    }

    /// Why it was not settled when it was asked last.
    String unsettled() {
        return unsettled;
    }

    /// What its devices hold and show.
    List<Finale.View> views() {
        Path file = journals.resolve(name + ".views");
        ask("views " + file);
        try {
            return Views.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What its devices did and saw, over all its lives, one device after the other.
    void readJournals(JournalReader reader, Consumer<Happening.OnDevice> each) {
        for (Seat seat : seats) {
            try {
                if (Files.exists(journal(seat))) {
                    reader.read(journal(seat), each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
