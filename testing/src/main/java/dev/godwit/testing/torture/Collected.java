package dev.godwit.testing.torture;

import dev.godwit.testing.harness.Person;
import dev.godwit.testing.history.Checker;
import dev.godwit.testing.history.Device;
import dev.godwit.testing.history.Finale;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import dev.godwit.testing.history.JournalReader;
import dev.godwit.testing.history.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// What all processes did and saw, and how everything stood in the end.
///
/// @param stuck what was not settled in time, in words
record Collected(History history, Finale finale, List<String> stuck) {
    private static final long PAUSE_NANOS = 100_000_000;

    /// After all faults were mended, with the server and all clients running: lets everybody come to rest, and
    /// collects.
    ///
    /// @param history what the faults were; the rest is added to it
    /// @param port    of the server
    /// @param people  everybody who is in any conversation
    /// @param bound   how long settling may take; who is not settled then is stuck
    static Collected from(
            History history,
            int port,
            List<Person> people,
            List<ClientProcess> clients,
            WireLoad load,
            Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        clients.forEach(ClientProcess::finish);
        clients.forEach(ClientProcess::tryNow);
        load.finish();
        var stuck = new ArrayList<String>();
        if (!until(end, load::isDone)) {
            stuck.add("the load on the wire: " + load.unfinished());
        }
        // Each round settles what the receipts and changes of the round before have stirred up.
        for (int round = 0; round < 2; round++) {
            if (!until(end, () -> clients.stream().allMatch(ClientProcess::isSettled))) {
                clients.stream()
                        .map(ClientProcess::unsettled)
                        .filter(why -> !why.isEmpty())
                        .forEach(stuck::add);
                break;
            }
        }
        load.close();
        FinalLogs logs = FinalLogs.read(port, people, load);
        List<Finale.View> views =
                clients.stream().flatMap(client -> client.views().stream()).toList();
        stuck.addAll(absent(
                clients.stream()
                        .flatMap(client -> client.seats().stream())
                        .map(Seat::device)
                        .toList(),
                views));
        collect(history, clients, load);
        return new Collected(history, new Finale(logs.logs(), logs.cursors(), views), stuck);
    }

    /// Devices that could not be looked at, in words.
    static List<String> absent(List<Device> devices, List<Finale.View> views) {
        return devices.stream()
                .filter(device -> views.stream().noneMatch(view -> view.device().equals(device)))
                .map(device -> device + " shows nothing, because its profile is not open")
                .toList();
    }

    private static boolean until(long end, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    /// A device that was started again may say again what it had said just before it died.
    private static void collect(History history, List<ClientProcess> clients, WireLoad load) {
        var reader = new JournalReader();
        for (ClientProcess client : clients) {
            Set<Happening> since = new HashSet<>();
            client.readJournals(reader, happening -> {
                switch (happening) {
                    case Happening.Greeted greeted -> {
                        since.clear();
                        history.add(greeted);
                    }
                    case Happening.Acked acked -> addOnce(history, since, acked);
                    case Happening.Received received -> addOnce(history, since, received);
                    default -> history.add(happening);
                }
            });
        }
        load.record(history);
    }

    private static void addOnce(History history, Set<Happening> since, Happening happening) {
        if (since.add(happening)) {
            history.add(happening);
        }
    }

    /// Everything that is wrong.
    List<Violation> check() {
        return Stream.concat(
                        stuck.stream().map(why -> new Violation(Violation.Kind.STUCK, why)),
                        Checker.check(history, finale).stream())
                .toList();
    }
}
