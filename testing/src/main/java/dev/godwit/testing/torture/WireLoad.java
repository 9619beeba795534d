package dev.godwit.testing.torture;

import dev.godwit.testing.harness.Person;
import dev.godwit.testing.history.History;
import java.util.List;
import java.util.function.IntSupplier;

/// Many connections that write as fast as the server answers, as careful as the protocol asks, and some that only read
/// what
/// is pushed. What they did and saw is kept compactly, and becomes happenings in the end.
final class WireLoad implements AutoCloseable {
    /// @param port of the server, asked at each connection
    @SuppressWarnings("UnusedVariable") // for now
    WireLoad(IntSupplier port, Numbers numbers, long seed) {}

    /// A device that writes to somebody from now on.
    ///
    /// @param name      for people, one of its own
    /// @param window    how many sends are un-acked at most
    /// @param perSecond at most this many new messages
    @SuppressWarnings("DoNotCallSuggester") // for now
    void sender(String name, Person from, Person to, int window, int perSecond) {
        throw new UnsupportedOperationException();
    }

    /// A device that follows all conversations of this person by live pushes, and fetches what it misses.
    @SuppressWarnings("DoNotCallSuggester") // for now
    void reader(String name, Person who) {
        throw new UnsupportedOperationException();
    }

    @SuppressWarnings("DoNotCallSuggester") // for now
    long acked() {
        throw new UnsupportedOperationException();
    }

    /// Answers to repeated sends of acked messages.
    @SuppressWarnings("DoNotCallSuggester") // for now
    long repeatsAnswered() {
        throw new UnsupportedOperationException();
    }

    /// Refusals on the way, each followed by another attempt.
    @SuppressWarnings("DoNotCallSuggester") // for now
    long refusals() {
        throw new UnsupportedOperationException();
    }

    /// Begins no new messages.
    @SuppressWarnings("DoNotCallSuggester") // for now
    void finish() {
        throw new UnsupportedOperationException();
    }

    /// Whether all that was begun is acked, and every reader has everything.
    @SuppressWarnings("DoNotCallSuggester") // for now
    boolean isDone() {
        throw new UnsupportedOperationException();
    }

    /// What is wrong in itself, such as a repeated send that got another answer than the first one.
    @SuppressWarnings("DoNotCallSuggester") // for now
    List<String> faults() {
        throw new UnsupportedOperationException();
    }

    /// Adds what everybody did and saw; after [#close].
    @SuppressWarnings("DoNotCallSuggester") // for now
    void record(History history) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
