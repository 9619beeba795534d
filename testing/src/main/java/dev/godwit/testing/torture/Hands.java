package dev.godwit.testing.torture;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitException;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Group;
import dev.godwit.client.view.Member;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Role;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.JournalWriter;
import dev.godwit.testing.history.Numbered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What one user does on a device, each with a line in the journal before the call and one after it.
final class Hands {
    /// Everybody is in it, and nobody goes.
    private static final String STEADY = "steady ";
    /// One of its members is taken out and let in again.
    private static final String OPEN = "open ";

    private final Godwit godwit;
    private final ClientPlan.Place place;
    private final List<ClientPlan.Friend> friends;
    private final JournalWriter journal;
    private final OwnMessages own;
    private final Screen screen;
    private final Object lock;
    private final Random random;
    private long lastNumber;
    private long titles;

    Hands(
            Godwit godwit,
            ClientPlan.Place place,
            List<ClientPlan.Friend> everybody,
            JournalWriter journal,
            OwnMessages own,
            Screen screen,
            Object lock,
            long lastNumber,
            Random random) {
        this.godwit = godwit;
        this.place = place;
        this.friends = everybody.stream()
                .filter(friend -> !friend.user().equals(place.device().user()))
                .toList();
        this.journal = journal;
        this.own = own;
        this.screen = screen;
        this.lock = lock;
        this.random = random;
        this.lastNumber = lastNumber;
    }

    long lastNumber() {
        return lastNumber;
    }

    /// One thing. Throws what the SDK throws.
    void act() {
        int dice = random.nextInt(100);
        if (dice < 62) {
            write();
        } else if (dice < 76) {
            look();
        } else if (dice < 86) {
            synchronized (lock) {
                own.any(random).ifPresent(this::edit);
            }
        } else if (dice < 90) {
            synchronized (lock) {
                own.any(random).ifPresent(this::takeBack);
            }
        } else if (dice < 94) {
            makeOrChangeGroup();
        } else {
            decide();
        }
    }

    private void write() {
        List<Conversation> groups = screen.groups().stream()
                .filter(group -> group.group().flatMap(Group::role).isPresent())
                .toList();
        if (groups.isEmpty() || random.nextInt(3) > 0) {
            ClientPlan.Friend friend = friends.get(random.nextInt(friends.size()));
            write(
                    ConversationId.direct(place.device().user(), friend.user()),
                    true,
                    text -> godwit.send(friend.name(), text).key());
        } else {
            Conversation group = groups.get(random.nextInt(groups.size()));
            write(
                    group.id().orElseThrow(),
                    group.title().startsWith(STEADY),
                    text -> godwit.send(group.key(), text).key());
        }
    }

    private interface Send {
        long message(String text);
    }

    private void write(ConversationId conversation, boolean mayChange, Send send) {
        synchronized (lock) {
            lastNumber++;
            String text = Numbered.text(lastNumber, words());
            var wrote = new Happening.Wrote(place.device(), conversation, lastNumber, text);
            journal.add(new Happening.Trying(wrote));
            long key = send.message(text);
            journal.add(wrote);
            own.note(new OwnMessages.Own(lastNumber, key, conversation, mayChange, OwnMessages.Standing.WAITING));
        }
    }

    private String words() {
        return random.nextInt(50) == 0
                ? "long ".repeat(1 + random.nextInt(800)) + "end"
                : "w" + random.nextInt(100_000);
    }

    private void edit(OwnMessages.Own message) {
        lastNumber++;
        // A number that is not used otherwise makes each version another one.
        String text = Numbered.text(message.number(), "v" + lastNumber);
        var edited = new Happening.Edited(place.device(), message.conversation(), message.number(), text);
        journal.add(new Happening.Trying(edited));
        godwit.edit(message.key(), text);
        journal.add(edited);
    }

    private void takeBack(OwnMessages.Own message) {
        var back = new Happening.TookBack(place.device(), message.conversation(), message.number());
        journal.add(new Happening.Trying(back));
        godwit.discard(message.key());
        journal.add(back);
        own.stands(message, OwnMessages.Standing.GONE);
    }

    private boolean look() {
        Optional<Screen.Unread> unread = screen.unread();
        if (unread.isEmpty()) {
            return false;
        }
        synchronized (lock) {
            journal.add(new Happening.Looked(
                    place.device(), unread.get().conversation(), unread.get().seq()));
            godwit.markRead(unread.get().message());
        }
        return true;
    }

    /// About what was refused.
    private void decide() {
        synchronized (lock) {
            for (OwnMessages.Own message : own.refused()) {
                if (random.nextInt(3) == 0) {
                    takeBack(message);
                } else {
                    var retried = new Happening.Retried(place.device(), message.conversation(), message.number());
                    journal.add(new Happening.Trying(retried));
                    godwit.retry(message.key());
                    journal.add(retried);
                    own.stands(message, OwnMessages.Standing.WAITING);
                }
            }
        }
    }

    /// Takes back all that was refused, and looks at everything. Whether there was anything to do.
    boolean tidyUp() {
        boolean busy = false;
        for (OutboxItem item : godwit.outbox()) {
            if (item.state() instanceof MessageState.Failed && item.message().isPresent()) {
                busy = true;
                synchronized (lock) {
                    Optional<OwnMessages.Own> message = own.key(item.message().getAsLong());
                    if (message.isPresent()) {
                        takeBack(message.get());
                    } else if (item.what() != OutboxItem.What.MESSAGE) {
                        godwit.discard(item.message().getAsLong());
                    }
                }
            }
        }
        return look() || busy;
    }

    private void makeOrChangeGroup() {
        if (place.makes() == 0) {
            return;
        }
        List<Conversation> mine = screen.groups().stream()
                .filter(group -> group.group().flatMap(Group::role).equals(Optional.of(Role.OWNER)))
                .toList();
        if (mine.size() < place.makes()) {
            String title = (place.account().hashCode() % 2 == 0 ? STEADY : OPEN) + "of " + place.account();
            var people = new ArrayList<String>();
            friends.forEach(friend -> people.add(friend.name()));
            godwit.groups().create(title, people);
            return;
        }
        Conversation group = mine.get(random.nextInt(mine.size()));
        try {
            change(group);
        } catch (GodwitException e) {
            if (!e.code().equals("no_change")) {
                throw e;
            }
        }
    }

    private void change(Conversation group) {
        ClientPlan.Friend guest = friends.getLast();
        List<Member> members = godwit.groups().members(group.key());
        if (group.title().startsWith(OPEN) && random.nextInt(3) == 0) {
            if (members.stream().anyMatch(member -> member.user().equals(guest.user()))) {
                godwit.groups().remove(group.key(), guest.name());
            } else {
                godwit.groups().add(group.key(), guest.name());
            }
        } else if (random.nextBoolean()) {
            titles++;
            godwit.groups()
                    .setTitle(
                            group.key(),
                            group.title().substring(0, group.title().indexOf(' ') + 1) + titles);
        } else {
            ClientPlan.Friend friend = friends.get(random.nextInt(friends.size()));
            godwit.groups().setRole(group.key(), friend.name(), random.nextBoolean() ? Role.ADMIN : Role.MEMBER);
        }
    }
}
