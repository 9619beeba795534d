package dev.godwit.client.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whatever happens in whatever order: nothing is lost, nothing is doubled, each device's order is kept, and in
/// the end everybody sees the same. A failure names its seed.
public final class RandomSchedule {
    private static final int STEPS = 120;
    private static final List<String> PEOPLE = List.of("alice", "bob", "carol");

    /// What one device's user did, by the number that each of their messages carries.
    private static final class Diary {
        final Map<Integer, String> wanted = new HashMap<>();
        final Map<Integer, Long> keys = new HashMap<>();

        long key(int number) {
            return keys.getOrDefault(number, 0L);
        }
    }

    private final Path directory;
    private final Engines engines;
    private int numbers;

    public RandomSchedule(Path directory, Engines engines) {
        this.directory = directory;
        this.engines = engines;
    }

    public void run(int seed, boolean restores) {
        numbers = 0;
        try (var world = new World(seed, directory.resolve("seed" + seed + restores), engines)) {
            var diaries = new ArrayList<Diary>();
            for (String name : PEOPLE) {
                world.device(name, 0);
                diaries.add(new Diary());
            }
            world.device("alice", 0);
            diaries.add(new Diary());
            world.server.window(1 + world.random.nextInt(10));
            for (SimDevice device : world.devices) {
                device.dropPushes = world.random.nextInt(3) * 0.4;
                device.killed = world.random.nextInt(3) * 0.01;
            }
            double trouble = world.random.nextInt(3) * 0.15;
            world.server.refuse(send -> world.random.nextDouble() < trouble
                    ? Optional.of(world.random.nextBoolean() ? Code.THROTTLED : Code.RETRY)
                    : Optional.empty());
            Map<ConversationId, Object> backup = world.server.backup();
            int restoreAt = 40 + world.random.nextInt(60);
            for (int step = 0; step < STEPS; step++) {
                if (step == restoreAt - 30) {
                    backup = world.server.backup();
                }
                if (restores && step == restoreAt) {
                    world.devices.forEach(SimDevice::cut);
                    world.server.restore(backup);
                }
                int which = world.random.nextInt(world.devices.size());
                act(world, world.devices.get(which), diaries.get(which));
            }
            world.server.refuse(send -> Optional.empty());
            world.devices.forEach(device -> {
                device.killed = 0;
                device.network(true);
                device.tryNow();
            });
            boolean settled = world.settle(400_000);
            // What was displaced elsewhere may come back with somebody else's next connection.
            world.pass(130_000);
            assertTrue(settled && world.settle(100_000), "seed " + seed + ": not settled\n" + stand(world));
            check(world, diaries, "seed " + seed, restores);
        }
    }

    private static String stand(World world) {
        var out = new StringBuilder();
        for (SimDevice device : world.devices) {
            out.append(device.user).append(' ').append(device.status()).append('\n');
            device.views()
                    .outbox()
                    .forEach(item -> out.append("  ").append(item).append('\n'));
        }
        return out.toString();
    }

    private void act(World world, SimDevice device, Diary diary) {
        switch (world.random.nextInt(14)) {
            case 0, 1, 2, 3, 4 -> {
                String peer = PEOPLE.get(world.random.nextInt(PEOPLE.size()));
                int number = ++numbers;
                String text = "#" + number + " first";
                diary.keys.put(number, device.writes().send(peer, text));
                diary.wanted.put(number, text);
            }
            case 5, 6 ->
                any(world, diary).ifPresent(number -> {
                    String text = "#" + number + " edited " + world.random.nextInt(1_000);
                    device.writes().edit(diary.key(number), text);
                    diary.wanted.put(number, text);
                });
            case 7 ->
                any(world, diary).ifPresent(number -> {
                    device.writes().discard(diary.key(number));
                    diary.wanted.remove(number);
                });
            case 8 -> device.network(world.random.nextInt(3) > 0);
            case 9 -> device.cut();
            case 10 -> device.crash();
            case 11 ->
                device.views()
                        .conversations()
                        .forEach(conversation -> conversation
                                .last()
                                .ifPresent(last -> device.writes().markRead(last.key())));
            default -> world.pass(world.random.nextInt(1_500));
        }
        if (world.random.nextBoolean()) {
            world.pass(world.random.nextInt(100));
        }
    }

    private static Optional<Integer> any(World world, Diary diary) {
        var numbers = new ArrayList<>(new TreeSet<>(diary.wanted.keySet()));
        return numbers.isEmpty() ? Optional.empty() : Optional.of(numbers.get(world.random.nextInt(numbers.size())));
    }

    private static void check(World world, List<Diary> diaries, String seed, boolean restored) {
        for (int i = 0; i < world.devices.size(); i++) {
            SimDevice device = world.devices.get(i);
            assertEquals(List.of(), device.views().outbox(), seed + ": outbox of device " + i);
            Map<Integer, String> shown = new HashMap<>();
            for (var conversation : device.views().conversations()) {
                assertTrue(conversation.complete(), seed + ": history of device " + i);
                List<Message> messages =
                        device.views().messages(conversation.key(), OptionalLong.empty(), Integer.MAX_VALUE);
                assertEquals(
                        projected(world.server.log(conversation.id().orElseThrow())),
                        messages.stream()
                                .filter(message -> !message.deleted())
                                .map(Message::text)
                                .toList(),
                        seed + ": what device " + i + " shows");
                for (Message message : messages) {
                    check(message, seed);
                    if (!message.deleted() && message.mine()) {
                        shown.put(number(message.text()), message.text());
                    }
                }
            }
            diaries.get(i)
                    .wanted
                    .forEach((number, text) -> assertEquals(text, shown.get(number), seed + ": message " + number));
        }
        checkLogs(world, diaries, seed, restored);
    }

    private static void check(Message message, String seed) {
        if (message.mine()) {
            assertTrue(
                    message.state() instanceof MessageState.Sent
                            || message.state() instanceof MessageState.Delivered
                            || message.state() instanceof MessageState.Read,
                    seed + ": " + message);
        }
    }

    /// Every number stands in a log at most once as a message, and each device's numbers in their order.
    private static void checkLogs(World world, List<Diary> diaries, String seed, boolean restored) {
        for (ConversationId id : world.server.conversations()) {
            var seen = new TreeSet<Integer>();
            Map<Integer, Integer> lastOfDevice = new HashMap<>();
            for (Entry entry : world.server.log(id)) {
                if (!entry.content().kind().equals(Kinds.MESSAGE)) {
                    continue;
                }
                int number = number(entry.content().body().data());
                assertTrue(seen.add(number), seed + ": message " + number + " is there twice");
                for (int i = 0; i < diaries.size(); i++) {
                    if (diaries.get(i).keys.containsKey(number) && !restored) {
                        int before = lastOfDevice.getOrDefault(i, 0);
                        assertTrue(before < number, seed + ": " + number + " stands behind " + before);
                        lastOfDevice.put(i, number);
                    }
                }
            }
            int head = world.server.log(id).size();
            for (SimDevice device : world.devices) {
                boolean member =
                        world.server.log(id).stream().anyMatch(e -> e.from().equals(device.user));
                if (member && head > 0) {
                    assertEquals(head, world.server.cursor(id, device.user).delivered(), seed + ": receipts");
                }
            }
        }
    }

    private static int number(String text) {
        return Integer.parseInt(text.substring(1, text.indexOf(' ')));
    }

    private static List<String> projected(List<Entry> log) {
        Map<Long, String> texts = new TreeMap<>();
        for (Entry entry : log) {
            long target = entry.content().target().orElse(0);
            switch (entry.content().kind()) {
                case Kinds.MESSAGE ->
                    texts.put(entry.seq(), entry.content().body().data());
                case Kinds.EDIT ->
                    texts.computeIfPresent(
                            target, (seq, old) -> entry.content().body().data());
                case Kinds.DELETE -> texts.remove(target);
                default -> {}
            }
        }
        return List.copyOf(texts.values());
    }
}
