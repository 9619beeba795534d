package dev.godwit.testing.torture;

import dev.godwit.testing.harness.CutProxy;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.history.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Everybody who takes part: a server, client processes that several people's devices share, and load on
/// the wire. Each device has a network of its own before it; one client process lives in a network
/// namespace, where there can be one.
final class Cast implements AutoCloseable {
    /// Devices in one client process.
    static final int SEATS = 3;

    private static final String WIRE = "wire";
    private static final int WINDOW = 32;
    private static final int SERVER_DISK = 8_192;
    private static final int CLIENT_DISK = 2_048;
    /// Client processes with a disk of their own, which can be full: there are not many loop devices.
    private static final int DISKS = 3;
    private static final List<String> NAMES = List.of(
            "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "kevin", "laura",
            "mike", "nora", "olivia", "peggy", "quentin", "rupert", "sybil", "trent", "ursula", "victor", "wendy",
            "xavier", "yvonne", "zoe");

    private final Path scratch;
    private final ServerVictim server;
    private final List<Person> people;
    private final List<ClientVictim> clients = new ArrayList<>();
    private final List<ClientVictim.Link> links = new ArrayList<>();
    private final Optional<NetworkSpace> space;
    private final WireLoad load;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /// @param scratch directory of this run
    Cast(Settings settings, Machine machine, Path scratch, List<String> prefix, Leftovers leftovers) {
        this.scratch = scratch;
        var random = new Random(settings.seed());
        var numbers = new Numbers();
        try {
            Path logs = Files.createDirectories(scratch.resolve("logs"));
            Path journals = Files.createDirectories(scratch.resolve("journals"));
            var disk = Disk.ofItsOwn(scratch.resolve("server"), machine.disk(), SERVER_DISK, leftovers);
            server = open(new ServerVictim(disk, machine.hasPowerCuts(), logs, prefix, leftovers));
            server.start(false);
            int users = Math.max(2, settings.clients() * SEATS / 2);
            people = People.register(server.process(), names(users, settings.senders()));
            load = load(settings, numbers, people.subList(users, people.size()), random.nextLong());
            space = settings.troubles().contains(Trouble.NET) && settings.clients() > 0
                    ? Optional.of(space(random.nextLong(), prefix, leftovers))
                    : Optional.empty();
            int seat = 0;
            for (int i = 1; i <= settings.clients(); i++) {
                String name = "client-" + i;
                boolean inSpace = i == settings.clients() && space.isPresent();
                var ownLinks = new ArrayList<ClientVictim.Link>();
                var seats = new ArrayList<Seat>();
                for (int j = 0; j < SEATS; j++, seat++) {
                    Person person = people.get(seat % users);
                    var device = new Device(person.name() + "/" + (seat / users + 1), person.user());
                    if (!inSpace) {
                        ownLinks.add(link(device.name()));
                    }
                    String url = inSpace
                            ? space.orElseThrow().url()
                            : ownLinks.getLast().proxy().url();
                    seats.add(new Seat(device, person, url));
                }
                var clientDisk = i <= DISKS
                        ? Disk.ofItsOwn(scratch.resolve(name), machine.disk(), CLIENT_DISK, leftovers)
                        : Disk.plain(scratch.resolve(name));
                var before = new ArrayList<>(prefix);
                if (inSpace) {
                    before.addAll(space.orElseThrow().prefix());
                }
                clients.add(open(new ClientVictim(
                        new ClientProcess(name, seats, people.subList(0, users), journals, numbers),
                        clientDisk,
                        machine.hasPowerCuts(),
                        ownLinks,
                        settings.actions(),
                        before,
                        leftovers)));
                clients.getLast().start(random.nextBoolean());
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.push(resource);
        return resource;
    }

    private static String[] names(int users, int senders) {
        if (users > NAMES.size() || senders > NAMES.size()) {
            throw new BrokenRun("So many people have no names here: at most " + NAMES.size() * 2 / SEATS
                    + " client processes and " + NAMES.size() + " senders.");
        }
        var all = new ArrayList<>(NAMES.subList(0, users));
        NAMES.subList(0, senders).forEach(name -> all.add(WIRE + name));
        return all.toArray(String[]::new);
    }

    /// Each writes to the next one and the last to the first; the first two are listened to by devices that
    /// only read.
    private WireLoad load(Settings settings, Numbers numbers, List<Person> writers, long seed) {
        var link = link("load");
        var all = open(new WireLoad(() -> link.proxy().port(), numbers, seed));
        for (int i = 0; i < writers.size(); i++) {
            Person from = writers.get(i);
            all.sender(from.name(), from, writers.get((i + 1) % writers.size()), WINDOW, settings.perSecond());
        }
        writers.stream().limit(2).forEach(who -> all.reader(who.name() + "reader", who));
        return all;
    }

    private NetworkSpace space(long seed, List<String> prefix, Leftovers leftovers) {
        var link = link("namespace");
        return open(new NetworkSpace(() -> link.proxy().port(), seed, prefix, leftovers));
    }

    private ClientVictim.Link link(String name) {
        var proxy = open(CutProxy.before(server.process()));
        var link = new ClientVictim.Link(name, proxy);
        links.add(link);
        return link;
    }

    static boolean isOnTheWire(Device device) {
        return device.name().startsWith(WIRE);
    }

    Path scratch() {
        return scratch;
    }

    ServerVictim server() {
        return server;
    }

    List<Person> people() {
        return people;
    }

    List<ClientVictim> clients() {
        return clients;
    }

    /// The networks of all devices but those in the namespace, who share one, as does the load.
    List<ClientVictim.Link> links() {
        return links;
    }

    Optional<NetworkSpace> space() {
        return space;
    }

    WireLoad load() {
        return load;
    }

    /// By clients, of own messages: again on each device, after some kills, and after a restore.
    long ticksSeen() {
        return clients.stream().mapToLong(client -> client.process().acked()).sum();
    }

    /// Ends everybody, whatever state they are in.
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                System.err.println("could not be closed: " + e.getMessage());
            }
        }
    }
}
