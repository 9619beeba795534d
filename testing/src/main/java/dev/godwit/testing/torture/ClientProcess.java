package dev.godwit.testing.torture;

import dev.godwit.testing.harness.ChildJvm;
import dev.godwit.testing.history.Finale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// An application with the SDK that several people (or several devices of one) share, because a JVM is expensive: when
/// it is
/// killed, all of them are. It can be killed and started again any number of times.
final class ClientProcess implements AutoCloseable {
    private final String name;
    private final List<Seat> seats;

    /// @param journals directory for what its users did and saw; not on the disk that fails
    @SuppressWarnings("UnusedVariable") // for now
    ClientProcess(String name, List<Seat> seats, Path journals, Numbers numbers) {
        this.name = name;
        this.seats = List.copyOf(seats);
    }

    String name() {
        return name;
    }

    List<Seat> seats() {
        return seats;
    }

    /// Starts it, or starts it again; its users go on at once. Bounded: fails when it does not come up.
    ///
    /// @param disk        its profiles lie below it
    /// @param prefix      put before its command, such as what brings it into a network namespace
    /// @param environment added to the process's own: that of a power cut
    /// @param clockError  how wrong this device's clock is
    @SuppressWarnings("DoNotCallSuggester") // for now
    void start(Path disk, List<String> prefix, Map<String, String> environment, Duration clockError) {
        throw new UnsupportedOperationException();
    }

    @SuppressWarnings("DoNotCallSuggester") // for now
    boolean isRunning() {
        throw new UnsupportedOperationException();
    }

    @SuppressWarnings("DoNotCallSuggester") // for now
    ChildJvm process() {
        throw new UnsupportedOperationException();
    }

    /// kill -9, and notes in the journals that its devices died of this; for a power cut the caller then swaps the
    /// disk.
    @SuppressWarnings("DoNotCallSuggester") // for now
    void kill(String how) {
        throw new UnsupportedOperationException();
    }

    /// How many things its users do per second, all together; 0 lets them rest.
    @SuppressWarnings("DoNotCallSuggester") // for now
    void rate(double perSecond) {
        throw new UnsupportedOperationException();
    }

    /// From now on its clock is wrong by this.
    @SuppressWarnings("DoNotCallSuggester") // for now
    void jumpClock(Duration clockError) {
        throw new UnsupportedOperationException();
    }

    /// "There is a network again."
    @SuppressWarnings("DoNotCallSuggester") // for now
    void tryNow() {
        throw new UnsupportedOperationException();
    }

    /// How many messages its devices have shown as sent, over all its lives; a little late, for the line of progress.
    @SuppressWarnings("DoNotCallSuggester") // for now
    long acked() {
        throw new UnsupportedOperationException();
    }

    /// Whether all its devices say that nothing is left to do.
    @SuppressWarnings("DoNotCallSuggester") // for now
    boolean isSettled() {
        throw new UnsupportedOperationException();
    }

    /// What its devices hold and show.
    @SuppressWarnings("DoNotCallSuggester") // for now
    List<Finale.View> views() {
        throw new UnsupportedOperationException();
    }

    /// Ends it in an orderly way, or else by force.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
