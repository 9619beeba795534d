package dev.godwit.testing.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testing.harness.Api;
import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.history.Device;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import dev.godwit.testing.history.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What clients under torture collect, in a short run with a kill of everybody: it holds, and it would show what does
/// not.
class CollectedTest {
    private static final int ENOUGH_ON_THE_WIRE = 1_000;
    private static final int ENOUGH_BY_CLIENTS = 60;

    @TempDir
    Path directory;

    @Test
    @Timeout(300)
    void whatIsCollectedHoldsAndShowsWhatDoesNot() throws IOException {
        try (var server = ServerProcess.start(directory.resolve("data"))) {
            List<Person> people = People.register(server, "alice", "bob", "carol", "wire-dave", "wire-erin");
            var numbers = new Numbers();
            List<ClientProcess> clients = clients(server, people.subList(0, 3), numbers);
            try (var load = new WireLoad(server::port, numbers, 7)) {
                Person dave = people.get(3);
                Person erin = people.get(4);
                load.sender("wire-dave/1", dave, erin, 32, 2_000);
                load.sender("wire-erin/1", erin, dave, 32, 2_000);
                load.sender("wire-erin/3", erin, people.getFirst(), 4, 20);
                load.reader("wire-dave/2", dave);
                begin(clients);
                awaitEnough(load, clients);
                signOutElsewhere(server, people.getFirst());
                server.kill();
                clients.forEach(client -> client.kill("kill -9"));
                server.startAgain();
                begin(clients);
                awaitEnough(load, clients);
                var collected = Collected.from(
                        new History(false), server.port(), people, clients, load, Duration.ofSeconds(90));
                assertEquals(List.of(), collected.check());
                assertEquals(List.of(), load.faults());
                assertTrue(load.repeatsAnswered() > 0);
                for (Violation.Kind kind : TamperedHistory.KINDS) {
                    var found = TamperedHistory.with(kind, collected).check();
                    assertTrue(
                            found.stream().anyMatch(violation -> violation.kind() == kind),
                            () -> kind + " was not found, but " + found);
                }
                System.out.printf(
                        "collected: %d happenings, %d conversations, %d views, %d acked%n",
                        collected.history().happenings().size(),
                        collected.finale().logs().size(),
                        collected.finale().views().size(),
                        acked(collected).size());
            } finally {
                clients.forEach(ClientProcess::close);
            }
        }
    }

    /// As for a server that is restored from a copy which does not know of the sign-ins of this person's devices.
    private static void signOutElsewhere(ServerProcess server, Person person) {
        var api = Api.as(server.port(), person.token());
        for (var session : api.get("/v1/sessions").json().path("sessions")) {
            if (!session.path("current").asBoolean(false)) {
                assertEquals(
                        204,
                        api.delete("/v1/sessions/" + session.path("id").asString(""))
                                .status());
            }
        }
    }

    private List<ClientProcess> clients(ServerProcess server, List<Person> people, Numbers numbers) throws IOException {
        Path journals = Files.createDirectory(directory.resolve("journals"));
        String url = "http://127.0.0.1:" + server.port();
        var clients = new ArrayList<ClientProcess>();
        for (int number = 1; number <= 2; number++) {
            var seats = new ArrayList<Seat>();
            for (Person person : people) {
                seats.add(new Seat(new Device(person.name() + "/" + number, person.user()), person, url));
            }
            clients.add(new ClientProcess("client-" + number, seats, people, journals, numbers));
        }
        return clients;
    }

    private void begin(List<ClientProcess> clients) {
        for (ClientProcess client : clients) {
            client.start(directory.resolve(client.name()), List.of(), Map.of(), Duration.ofHours(-1));
            client.rate(60);
        }
    }

    private static void awaitEnough(WireLoad load, List<ClientProcess> clients) {
        long onTheWire = load.acked() + ENOUGH_ON_THE_WIRE;
        long byClients = clients.stream().mapToLong(ClientProcess::acked).sum() + ENOUGH_BY_CLIENTS;
        Await.until(
                () -> load.acked() + " acked on the wire, "
                        + clients.stream()
                                .map(client -> client.process().output())
                                .toList(),
                Duration.ofSeconds(90),
                () -> load.acked() >= onTheWire
                        && clients.stream().mapToLong(ClientProcess::acked).sum() >= byClients);
    }

    private static List<Happening.Acked> acked(Collected collected) {
        return collected.history().happenings().stream()
                .filter(Happening.Acked.class::isInstance)
                .map(Happening.Acked.class::cast)
                .toList();
    }
}
