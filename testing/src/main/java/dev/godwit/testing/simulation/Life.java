package dev.godwit.testing.simulation;

import java.util.List;
import java.util.random.RandomGenerator;

/// What people do, from the first act to the last: who, when and what comes from the seed.
final class Life {
    private static final int MAX_DEVICES = 4;

    private final World world;
    private final RandomGenerator random;
    private final Lot<Act> acts = new Lot<>();
    private final Talk talk;
    private final GroupLife groups;
    private final OwnAffairs own;

    Life(World world) {
        this.world = world;
        this.random = world.split();
        var group = new KnownGroups();
        this.talk = new Talk(world, random, group);
        this.groups = new GroupLife(world, random, group);
        this.own = new OwnAffairs(world, random);
        for (Act act : Act.values()) {
            boolean usual = act == Act.WRITE || act == Act.LOOK;
            acts.add(act, usual || random.nextInt(4) > 0 ? act.often() * (1 + random.nextInt(2)) : 0);
        }
    }

    /// Plans all acts.
    void begin() {
        long micros = world.plan().millis() * 1_000;
        for (int act = 0; act < world.plan().acts(); act++) {
            // A few at the same moment now and then: two who begin a conversation at once.
            long at = random.nextInt(8) == 0 ? micros / 4 : random.nextLong(micros);
            world.after(at, this::actOfSomebody);
        }
    }

    private void actOfSomebody() {
        Somebody somebody = any(world.people());
        Gadget gadget = any(somebody.gadgets());
        Act act = acts.draw(random);
        if (gadget.device().isUp() && happens(act, gadget)) {
            world.tally().count(act);
            world.trace().say("life", gadget.owner().name(), "has done:", act);
        }
    }

    private boolean happens(Act act, Gadget gadget) {
        return switch (act) {
            case WRITE, WRITE_TO_NAME, WRITE_TO_SELF, BURST, EDIT, TAKE_BACK, DECIDE, LOOK -> talk.happens(act, gadget);
            case MAKE_GROUP, ADD, REMOVE, LEAVE, GIVE_ROLE, TITLE, OPEN_PAST, MAKE_LINK, REVOKE_LINK, JOIN ->
                groups.happens(act, gadget);
            case CONTACT, BLOCK, UNBLOCK, MUTE, DRAFT, ACCEPT -> own.happens(act, gadget);
            case NEW_DEVICE -> newDevice(gadget.owner());
        };
    }

    private boolean newDevice(Somebody owner) {
        boolean happens = owner.gadgets().size() < MAX_DEVICES;
        if (happens) {
            world.addDevice(owner).device().boot();
        }
        return happens;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
