package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.CutProxy;
import dev.godwit.testing.harness.GroupState;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.SdkProcess;
import dev.godwit.testing.harness.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Five people with two devices each in one group, each device behind a network of its own that is a tunnel
/// now and then, and each killed now and then, and the server too. In the end all ten show the same.
///
/// `-Dgodwit.rounds=400` makes it a long run, `-Dgodwit.seed=N` repeats one.
class FivePeopleTest {
    private static final int ROUNDS = Integer.getInteger("godwit.rounds", 60);
    private static final long SEED = Long.getLong("godwit.seed", System.nanoTime());
    private static final String GROUP = "Walk";
    private static final List<String> NAMES = List.of("alice", "bob", "carol", "dave", "erin");
    private static final Duration BOUND = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final List<Device> devices = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private int kills;
    private int tunnels;
    private int said;

    private static final class Device implements AutoCloseable {
        final String name;
        final Path profile;
        final CutProxy network;
        SdkProcess process;

        Device(String name, Path profile, CutProxy network) {
            this.name = name;
            this.profile = profile;
            this.network = network;
            this.process = SdkProcess.open(profile);
            process.command("signin " + network.url() + " " + name);
            process.command("start ");
        }

        void killAndStartAgain() {
            process.kill();
            process.close();
            process = SdkProcess.open(profile);
            process.command("start ");
        }

        boolean knowsTheGroup() {
            try {
                return !state().members().isEmpty();
            } catch (AssertionError notYet) {
                return false;
            }
        }

        GroupState state() {
            return GroupState.parse(process.command("state " + GROUP));
        }

        @Override
        public void close() {
            process.close();
            network.close();
        }
    }

    @Test
    @Timeout(3_600)
    void allTenEndWithTheSameLogMembersReceiptsAndReadState() {
        try (var server = ServerProcess.start(directory.resolve("data"))) {
            People.register(server, NAMES.toArray(String[]::new));
            for (String name : NAMES) {
                for (int i = 1; i <= 2; i++) {
                    devices.add(new Device(name, directory.resolve(name + i), CutProxy.before(server)));
                }
            }
            // Made in a tunnel, with people whose names this device has never looked up.
            devices.getFirst().network.cut();
            devices.getFirst()
                    .process
                    .command("group " + GROUP + " " + String.join(" ", NAMES.subList(1, NAMES.size())));
            devices.getFirst().network.open();
            Await.until("all ten know the group", BOUND, () -> devices.stream().allMatch(Device::knowsTheGroup));
            devices.getFirst().process.command("role " + GROUP + " bob ADMIN");
            for (int round = 1; round <= ROUNDS; round++) {
                happen(server);
            }
            settle();
            System.out.printf(
                    "five people, ten devices: %d messages, %d tunnels, %d kills in %d rounds (seed %d); all ten the same%n",
                    said, tunnels, kills, ROUNDS, SEED);
        } finally {
            devices.forEach(Device::close);
        }
    }

    private void happen(ServerProcess server) {
        Device device = devices.get(random.nextInt(devices.size()));
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> {
                tunnels++;
                device.network.cut();
            }
            case 3 -> {
                tunnels++;
                device.network.blackHole();
            }
            case 4, 5, 6, 7 -> device.network.open();
            case 8, 9 -> {
                kills++;
                device.killAndStartAgain();
            }
            case 10 -> {
                if (random.nextInt(3) == 0) {
                    kills++;
                    server.kill();
                    server.startAgain();
                }
            }
            case 11, 12 -> device.process.command("seen " + GROUP);
            case 13 -> manage(device);
            default -> say(device);
        }
    }

    private void say(Device device) {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            String text = device.name + "-" + ++said;
            device.process.command("say " + GROUP + " " + text);
            shown.add(text);
        }
    }

    /// Titles would change what tests find it by; roles are enough, and the two who may give them are often
    /// offline.
    private void manage(Device device) {
        if (device.name.equals("alice")) {
            String whom = NAMES.get(1 + random.nextInt(NAMES.size() - 1));
            device.process.command("role " + GROUP + " " + whom + (random.nextBoolean() ? " ADMIN" : " MEMBER"));
        }
    }

    private void settle() {
        devices.forEach(device -> device.network.open());
        Await.until(
                () -> "nothing waits any more: "
                        + devices.stream().map(d -> d.state().waiting()).toList(),
                BOUND,
                () -> devices.stream().allMatch(device -> device.state().waiting() == 0));
        assertEquals(new HashSet<>(shown).size(), shown.size());
        Await.until(
                () -> "one log everywhere: "
                        + devices.stream().map(d -> common(d).size()).toList(),
                BOUND,
                () -> devices.stream().allMatch(device -> common(device).equals(longest())));
        List<String> texts = longest().stream()
                .map(line -> line.substring(line.lastIndexOf(':') + 1))
                .toList();
        for (String text : shown) {
            assertEquals(1, texts.stream().filter(text::equals).count(), () -> text + " in " + texts);
        }
        // One device of each shows all of it to its user: then everybody has read everything, on all devices.
        for (int i = 0; i < devices.size(); i += 2) {
            devices.get(i).process.command("seen " + GROUP);
        }
        GroupState first = devices.getFirst().state();
        Await.until(
                () -> "everybody has read everything, on all devices: " + states(),
                BOUND,
                () -> devices.stream().allMatch(this::everythingIsRead));
        for (int i = 0; i < devices.size(); i += 2) {
            GroupState one = devices.get(i).state();
            assertEquals(one, devices.get(i + 1).state(), devices.get(i).name);
            assertEquals(first.members(), one.members(), devices.get(i).name);
        }
    }

    /// What all five may see: from when the last of them was in, which is at seq 5.
    private static List<String> common(Device device) {
        return device.state().log().stream()
                .filter(line -> Long.parseLong(line.substring(0, line.indexOf(':'))) > NAMES.size())
                .toList();
    }

    private List<String> longest() {
        return devices.stream()
                .map(FivePeopleTest::common)
                .max((one, other) -> Integer.compare(one.size(), other.size()))
                .orElseThrow();
    }

    private boolean everythingIsRead(Device device) {
        GroupState state = device.state();
        return state.unread() == 0 && state.receipts().stream().allMatch(receipt -> receipt.endsWith(":true:true"));
    }

    private List<String> states() {
        return devices.stream()
                .map(device -> device.profile.getFileName() + ": unread "
                        + device.state().unread() + ", not read "
                        + device.state().receipts().stream()
                                .filter(receipt -> !receipt.endsWith(":true:true"))
                                .toList())
                .toList();
    }
}
