package dev.godwit.client.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.sqlite.Refusal;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/// One group of people with two devices each, who write, take each other in and throw each other out, through
/// tunnels and kills: in the end all devices of all members have the same log, members, roles, title and read
/// state, and who is out has what was theirs to see and nothing more. A failure names its seed.
public final class RandomMembership {
    private static final int STEPS = 130;
    private static final List<Role> ROLES = List.of(Role.MEMBER, Role.ADMIN, Role.OWNER);
    private static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dora", "erin");

    private final Path directory;
    private final Engines engines;
    private int numbers;

    public RandomMembership(Path directory, Engines engines) {
        this.directory = directory;
        this.engines = engines;
    }

    /// @param wanted by device: what its user wrote, by number
    private record Story(World world, List<String> people, ConversationId group, List<Map<Integer, String>> wanted) {}

    public void run(int seed, boolean restores) {
        numbers = 0;
        try (var world = new World(seed, directory.resolve("seed" + seed + restores), engines)) {
            Story story = begin(world);
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
                act(story, world.random.nextInt(world.devices.size()));
            }
            world.server.refuse(send -> Optional.empty());
            world.devices.forEach(device -> {
                device.killed = 0;
                device.network(true);
                device.tryNow();
            });
            // What a restored server has lost is tried for a while before it fails, one behind the other.
            boolean settled = world.settle(restores ? 20_000_000 : 400_000);
            world.pass(130_000);
            settled &= world.settle(400_000);
            var check = new GroupCheck(world, story.group(), "seed " + seed);
            assertTrue(settled, () -> "seed " + seed + ": not settled\n" + check.stand());
            check.all();
            check.written(story.wanted(), !restores);
        }
    }

    private static Story begin(World world) {
        List<String> people = PEOPLE.subList(0, 3 + world.random.nextInt(3));
        people.forEach(world::user);
        var wanted = new ArrayList<Map<Integer, String>>();
        for (int each = 0; each < 2; each++) {
            for (String name : people) {
                world.device(name, 0);
                wanted.add(new TreeMap<>());
            }
        }
        SimDevice founder = world.devices.getFirst();
        long key = founder.groups()
                .create(
                        "Crew",
                        List.of(
                                world.user(people.get(1)).value(),
                                world.user(people.get(2)).value()));
        ConversationId group = founder.views().id(key).orElseThrow();
        world.pass(2_000);
        world.server.window(1 + world.random.nextInt(10));
        for (SimDevice device : world.devices) {
            device.dropPushes = world.random.nextInt(3) * 0.4;
            device.killed = world.random.nextInt(3) * 0.005;
        }
        double trouble = world.random.nextInt(3) * 0.1;
        world.server.refuse(send -> world.random.nextDouble() < trouble
                ? Optional.of(world.random.nextBoolean() ? Code.THROTTLED : Code.RETRY)
                : Optional.empty());
        return new Story(world, people, group, wanted);
    }

    private void act(Story story, int which) {
        World world = story.world();
        SimDevice device = world.devices.get(which);
        switch (world.random.nextInt(24)) {
            case 0 -> device.network(world.random.nextInt(3) > 0);
            case 1 -> device.cut();
            case 2 -> device.crash();
            case 3, 4, 5 -> world.pass(world.random.nextInt(1_500));
            default -> {
                Optional<Conversation> group = device.views().find(story.group().value());
                if (group.isPresent()) {
                    try {
                        inGroup(story, which, device, group.get());
                    } catch (Refusal e) {
                        // Certain to fail, as far as this device knows: nothing was written.
                    }
                }
            }
        }
        if (world.random.nextBoolean()) {
            world.pass(world.random.nextInt(100));
        }
    }

    private void inGroup(Story story, int which, SimDevice device, Conversation group) {
        World world = story.world();
        long key = group.key();
        String somebody = world.user(
                        story.people().get(world.random.nextInt(story.people().size())))
                .value();
        switch (world.random.nextInt(20)) {
            case 0, 1, 2 -> device.groups().add(key, somebody);
            case 3, 4 -> device.groups().remove(key, somebody);
            case 5, 6 -> device.groups().setRole(key, somebody, ROLES.get(world.random.nextInt(3)));
            case 7 -> device.groups().setTitle(key, "Title " + world.random.nextInt(1_000));
            case 8 -> {
                if (world.random.nextInt(3) == 0) {
                    device.groups().leave(key);
                    // Who gives up joining gives up what waited for it.
                    Map<Integer, String> wanted = story.wanted().get(which);
                    wanted.keySet().removeIf(number -> !GroupCheck.has(device, key, number));
                }
            }
            case 9 -> {
                GroupLink link = device.groups().makeLink(key, OptionalInt.of(2), Optional.empty());
                SimDevice other = world.devices.get(world.random.nextInt(world.devices.size()));
                other.groups().join(story.group(), link.code());
            }
            case 10, 11, 12 -> group.last().ifPresent(last -> device.writes().markRead(last.key()));
            case 13 ->
                device.views().messages(key, OptionalLong.empty(), 5).stream()
                        .filter(message -> message.mine() && message.text().startsWith("#"))
                        // What has failed would go out again, behind what waits now.
                        .filter(message -> !(message.state() instanceof MessageState.Failed))
                        .findFirst()
                        .ifPresent(message -> {
                            String text = message.text().split(" ", -1)[0] + " edited";
                            device.writes().edit(message.key(), text);
                            int number = GroupCheck.number(text);
                            story.wanted().get(which).computeIfPresent(number, (n, old) -> text);
                        });
            default -> {
                int number = ++numbers;
                String text = "#" + number + " first";
                device.writes().send(key, text);
                story.wanted().get(which).put(number, text);
            }
        }
    }
}
