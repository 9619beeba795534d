package dev.godwit.testing.simulation;

import dev.godwit.client.view.Conversation;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Making groups, taking each other in, throwing each other out, and disagreeing about the title.
final class GroupLife {
    private static final int MAX_GROUPS = 3;
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
        SimDevice device = gadget.device();
        return switch (act) {
            case MAKE_GROUP -> groups.size() < MAX_GROUPS && make(gadget);
            case ADD -> in(gadget, group -> device.groups().add(group.key(), address(anybody())));
            case REMOVE -> in(gadget, group -> device.groups().remove(group.key(), address(anybody())));
            case LEAVE -> in(gadget, group -> device.groups().leave(group.key()));
            case GIVE_ROLE ->
                in(
                        gadget,
                        group -> device.groups().setRole(group.key(), address(anybody()), any(List.of(Role.values()))));
            case TITLE -> in(gadget, group -> device.groups().setTitle(group.key(), "Title " + ++titles));
            case OPEN_PAST ->
                in(gadget, group -> device.groups().setHistory(group.key(), any(List.of(History.values()))));
            case MAKE_LINK -> in(gadget, group -> makeLink(device, group));
            case REVOKE_LINK -> in(gadget, group -> revokeLink(device, group));
            case JOIN ->
                groups.anyLink(random)
                        .flatMap(link -> device.act(() -> device.groups().join(link.group(), link.code())))
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
            if (random.nextInt(3) > 0) {
                others.add(address(somebody));
            }
        }
        String title = "Title " + ++titles;
        Optional<Long> key = device.act(() -> device.groups().create(title, List.copyOf(others)));
        key.flatMap(known -> device.views().id(known)).ifPresent(groups::made);
        return key.isPresent();
    }

    private boolean in(Gadget gadget, Consumer<Conversation> change) {
        Optional<ConversationId> group = groups.anyGroup(random);
        SimDevice device = gadget.device();
        return group.flatMap(id -> device.views().find(id.value()))
                .flatMap(here -> device.act(() -> {
                    change.accept(here);
                    return true;
                }))
                .isPresent();
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
