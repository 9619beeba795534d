package dev.godwit.testing.simulation;

import dev.godwit.client.view.Conversation;
import dev.godwit.protocol.ConversationId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// What somebody changes of their own, for all their devices.
final class OwnAffairs {
    private final World world;
    private final RandomGenerator random;

    OwnAffairs(World world, RandomGenerator random) {
        this.world = world;
        this.random = random;
    }

    boolean happens(Act act, Gadget gadget) {
        SimDevice device = gadget.device();
        Somebody other = world.people().get(random.nextInt(world.people().size()));
        String person = random.nextInt(3) == 0 ? other.name() : other.id().value();
        return switch (act) {
            case CONTACT -> {
                boolean add = random.nextInt(3) > 0;
                yield does(device, () -> {
                    if (add) {
                        device.account().addContact(person, "nick " + random.nextInt(100));
                    } else {
                        device.account().removeContact(person);
                    }
                });
            }
            case BLOCK -> does(device, () -> device.account().block(person));
            case UNBLOCK -> does(device, () -> device.account().unblock(person));
            case MUTE -> with(gadget, other, here -> mute(device, here));
            case DRAFT ->
                with(gadget, other, here -> device.account().saveDraft(here.key(), "draft " + random.nextInt(100)));
            case ACCEPT -> with(gadget, other, here -> device.account().accept(here.key()));
            default -> throw new IllegalArgumentException("not of one's own: " + act);
        };
    }

    private void mute(SimDevice device, Conversation here) {
        if (here.muted()) {
            device.account().unmute(here.key());
        } else {
            device.account().mute(here.key(), Optional.empty());
        }
    }

    private static boolean does(SimDevice device, Runnable change) {
        return device.act(() -> {
                    change.run();
                    return true;
                })
                .isPresent();
    }

    private static boolean with(Gadget gadget, Somebody other, Consumer<Conversation> change) {
        ConversationId id = ConversationId.direct(gadget.owner().id(), other.id());
        return gadget.device()
                .views()
                .find(id.value())
                .map(here -> does(gadget.device(), () -> change.accept(here)))
                .orElse(false);
    }
}
