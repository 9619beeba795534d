package dev.godwit.testing.torture;

import dev.godwit.testing.harness.Person;
import dev.godwit.testing.history.Finale;
import dev.godwit.testing.history.History;
import dev.godwit.testing.history.Violation;
import java.time.Duration;
import java.util.List;

/// What all processes did and saw, and how everything stood in the end.
record Collected(History history, Finale finale) {
    /// After all faults were mended, with the server and all clients running: lets everybody come to rest, and
    /// collects.
    ///
    /// @param history what the faults were; the rest is added to it
    /// @param port    of the server
    /// @param people  everybody who is in any conversation
    /// @param bound   how long settling may take; who is not settled then is seen as stuck by the checker
    @SuppressWarnings("DoNotCallSuggester") // for now
    static Collected from(
            History history,
            int port,
            List<Person> people,
            List<ClientProcess> clients,
            WireLoad load,
            Duration bound) {
        throw new UnsupportedOperationException();
    }

    /// Everything that is wrong.
    @SuppressWarnings("DoNotCallSuggester") // for now
    List<Violation> check() {
        throw new UnsupportedOperationException();
    }
}
