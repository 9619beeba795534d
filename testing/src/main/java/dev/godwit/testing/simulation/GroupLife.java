package dev.godwit.testing.simulation;

import dev.godwit.client.view.Conversation;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/// Making groups, taking each other in, throwing each other out, and disagreeing about the title.
final class GroupLife {
    private static final int MAX_GROUPS = 3;
    private static final int ATTEMPTS = 4;
    private static final Duration SHORT_LIFE = Duration.ofSeconds(20);

    private final World world;
    private final RandomGenerator random;
    private final KnownGroups groups;
    private int titles;

    GroupLife(World world, RandomGenerator random, KnownGroups groups) {
        this.world = world;
        this.random = random;
        this.groups = groups;
    }

    boolean happens(Act act, Gadget gadget) {
        return switch (act) {
            case MAKE_GROUP -> groups.size() < MAX_GROUPS && make(gadget);
            case ADD -> in(gadget, (device, group) -> device.groups().add(group.key(), address(anybody())));
            case REMOVE -> in(gadget, (device, group) -> device.groups().remove(group.key(), address(anybody())));
            case LEAVE -> leave(gadget);
            case GIVE_ROLE ->
                in(
                        gadget,
                        (device, group) ->
                                device.groups().setRole(group.key(), address(anybody()), any(List.of(Role.values()))));
            case TITLE -> in(gadget, (device, group) -> device.groups().setTitle(group.key(), "Title " + ++titles));
            case OPEN_PAST ->
                in(gadget, (device, group) -> device.groups().setHistory(group.key(), any(List.of(History.values()))));
            case MAKE_LINK -> in(gadget, this::makeLink);
            case REVOKE_LINK -> in(gadget, GroupLife::revokeLink);
            case JOIN ->
                groups.anyLink(random)
                        .flatMap(link -> gadget.device()
                                .act(() -> gadget.device().groups().join(link.group(), link.code())))
                        .isPresent();
            default -> throw new IllegalArgumentException("not about groups: " + act);
        };
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Somebody anybody() {
        return any(world.people());
    }

    /// A name may have to be looked up first.
    private String address(Somebody somebody) {
        return random.nextInt(3) == 0 ? somebody.name() : somebody.id().value();
    }

    private boolean make(Gadget gadget) {
        SimDevice device = gadget.device();
        var others = new ArrayList<String>();
        for (Somebody somebody : world.people()) {
            if (random.nextBoolean()) {
                others.add(address(somebody));
            }
        }
        String title = "Title " + ++titles;
        Optional<Long> key = device.act(() -> device.groups().create(title, List.copyOf(others)));
        key.flatMap(known -> device.views().id(known)).ifPresent(group -> groups.made(group, gadget.owner()));
        return key.isPresent();
    }

    private boolean leave(Gadget gadget) {
        Optional<Conversation> group = !gadget.device().isUp()
                ? Optional.empty()
                : groups.anyGroup(random)
                        .flatMap(made ->
                                gadget.device().views().find(made.group().value()));
        if (group.isEmpty()) {
            return false;
        }
        long key = group.get().key();
        var given = GivenUp.possibly(world.history(), gadget, key);
        boolean left = gadget.device()
                .act(() -> {
                    gadget.device().groups().leave(key);
                    return true;
                })
                .isPresent();
        if (left) {
            given.record();
        }
        return left;
    }

    private interface Change {
        void in(SimDevice device, Conversation group);
    }

    /// Who made a group is who mostly changes it. What is refused at once is tried with somebody else, or otherwise.
    private boolean in(Gadget gadget, Change change) {
        Optional<KnownGroups.Made> made = groups.anyGroup(random);
        if (made.isEmpty()) {
            return false;
        }
        SimDevice device = random.nextInt(3) == 0
                ? gadget.device()
                : any(made.get().maker().gadgets()).device();
        Optional<Conversation> group =
                device.isUp() ? device.views().find(made.get().group().value()) : Optional.empty();
        boolean done = false;
        for (int attempt = 0; attempt < ATTEMPTS && group.isPresent() && !done; attempt++) {
            done = device.act(() -> {
                        change.in(device, group.get());
                        return true;
                    })
                    .isPresent();
        }
        return done;
    }

    private void makeLink(SimDevice device, Conversation group) {
        OptionalInt uses = random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(2)) : OptionalInt.empty();
        Optional<Duration> life = random.nextInt(3) == 0 ? Optional.of(SHORT_LIFE) : Optional.empty();
        GroupLink link = device.groups().makeLink(group.key(), uses, life);
        groups.passed(new KnownGroups.Link(group.id().orElseThrow(), link.code()));
    }

    private static void revokeLink(SimDevice device, Conversation group) {
        for (GroupLink link : device.views().links(group.key())) {
            device.groups().revokeLink(group.key(), link.code());
            return;
        }
    }
}
