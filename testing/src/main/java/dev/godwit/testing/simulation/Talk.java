package dev.godwit.testing.simulation;

import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.protocol.ConversationId;
import dev.godwit.testing.history.Numbered;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Writing, reading, and thinking better of it.
final class Talk {
    private static final int BURST = 12;
    private static final int LONG_TEXT = 4_000;

    /// Where something is written: as it is typed, and where that is.
    private record Goal(String to, ConversationId conversation) {}

    private final World world;
    private final RandomGenerator random;
    private final KnownGroups groups;
    /// As whom a device's user knows somebody: a conversation that is begun with a name and one that is begun with
    /// an id are two for the device until the name is looked up, and then what was written into them has no order.
    private final Map<String, String> addresses = new HashMap<>();
    private long numbers;

    Talk(World world, RandomGenerator random, KnownGroups groups) {
        this.world = world;
        this.random = random;
        this.groups = groups;
    }

    boolean happens(Act act, Gadget gadget) {
        return switch (act) {
            case WRITE -> write(gadget, goal(gadget), 1 + (random.nextInt(4) == 0 ? random.nextInt(4) : 0));
            case WRITE_TO_NAME -> {
                Somebody other = anybody();
                String known = addresses.putIfAbsent(gadget + " " + other.name(), other.name());
                yield (known == null || known.equals(other.name())) && write(gadget, goal(gadget, other), 1);
            }
            case WRITE_TO_SELF -> write(gadget, goal(gadget, gadget.owner()), 1);
            case BURST -> write(gadget, goal(gadget), 2 + random.nextInt(BURST));
            case EDIT ->
                own(gadget).map(number -> gadget.device().edit(number, words())).orElse(false);
            case TAKE_BACK ->
                own(gadget).map(number -> gadget.device().takeBack(number)).orElse(false);
            case DECIDE -> decide();
            case LOOK -> gadget.device().look(goal(gadget).conversation());
            default -> throw new IllegalArgumentException("no talk: " + act);
        };
    }

    private Somebody anybody() {
        return world.people().get(random.nextInt(world.people().size()));
    }

    /// A group that was made, or one other person.
    private Goal goal(Gadget gadget) {
        Optional<KnownGroups.Made> made = random.nextInt(2) == 0 ? groups.anyGroup(random) : Optional.empty();
        if (made.isPresent()) {
            ConversationId group = made.get().group();
            return new Goal(group.value(), group);
        }
        return goal(gadget, anybody());
    }

    private Goal goal(Gadget gadget, Somebody other) {
        boolean byName = random.nextBoolean();
        String address = addresses.computeIfAbsent(
                gadget + " " + other.name(),
                pair -> byName ? other.name() : other.id().value());
        return new Goal(address, ConversationId.direct(gadget.owner().id(), other.id()));
    }

    private boolean write(Gadget gadget, Goal goal, int times) {
        boolean all = true;
        for (int i = 0; i < times && all; i++) {
            long number = ++numbers;
            all = gadget.device().write(goal.to(), goal.conversation(), number, words());
            if (all) {
                gadget.owner().written().add(number);
            }
        }
        return all;
    }

    private String words() {
        String word = "w" + random.nextInt(100_000);
        return random.nextInt(25) == 0 ? word + " " + "long ".repeat(random.nextInt(LONG_TEXT / 5)) + "end" : word;
    }

    /// One of the last few mostly: what still waits is where it gets interesting.
    private Optional<Long> own(Gadget gadget) {
        List<Long> written = gadget.owner().written();
        if (written.isEmpty()) {
            return Optional.empty();
        }
        int back =
                random.nextInt(3) == 0 ? random.nextInt(written.size()) : random.nextInt(Math.min(4, written.size()));
        return Optional.of(written.get(written.size() - 1 - back));
    }

    /// Somebody looks at what was refused, and tries again or drops it.
    private boolean decide() {
        for (Gadget gadget : world.gadgets()) {
            List<OutboxItem> failed = !gadget.device().isUp()
                    ? List.of()
                    : gadget.device().views().outbox().stream()
                            .filter(item -> item.state() instanceof MessageState.Failed)
                            .filter(item -> item.message().isPresent())
                            .toList();
            if (!failed.isEmpty()) {
                return decide(gadget, failed.get(random.nextInt(failed.size())));
            }
        }
        return false;
    }

    private boolean decide(Gadget gadget, OutboxItem item) {
        SimDevice device = gadget.device();
        // Whoever drops an edit or a deletion takes back what they took back: a history has no word for that.
        boolean mayDrop = EnumSet.of(OutboxItem.What.MESSAGE, OutboxItem.What.GROUP, OutboxItem.What.SETTING)
                .contains(item.what());
        boolean again = random.nextInt(3) > 0 || !mayDrop;
        OptionalLong number =
                item.what() == OutboxItem.What.MESSAGE ? Numbered.number(item.text()) : OptionalLong.empty();
        if (number.isPresent()) {
            return again ? device.retry(number.getAsLong()) : device.takeBack(number.getAsLong());
        }
        long key = item.message().orElseThrow();
        var given = GivenUp.possibly(world.history(), gadget, item.conversation());
        boolean done = device.act(() -> {
                    if (again) {
                        device.writes().retry(key);
                    } else {
                        device.writes().discard(key);
                    }
                    return true;
                })
                .isPresent();
        if (done) {
            given.record();
        }
        return done;
    }
}
