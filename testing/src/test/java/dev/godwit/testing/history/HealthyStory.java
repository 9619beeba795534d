package dev.godwit.testing.history;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.History;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Random;

/// Three people with four devices, one conversation of two and one group, in which everything goes well: also a
/// removal,
/// edits, refusals, messages taken back, and a restore.
final class HealthyStory {
    private static final Random RANDOM = new Random(5);

    final UserId alice = UserId.random(RANDOM);
    final UserId bob = UserId.random(RANDOM);
    final UserId carol = UserId.random(RANDOM);
    final Tale tale = new Tale();
    final Phone alice1 = tale.phone("alice/1", alice);
    final Phone alice2 = tale.phone("alice/2", alice);
    final Phone bob1 = tale.phone("bob/1", bob);
    final Phone carol1 = tale.phone("carol/1", carol);
    final ConversationId pair;
    final ConversationId group;

    HealthyStory() {
        pair = tale.pair(alice, bob);
        beforeTheRestore();
        tale.restore();
        tale.settle();
        inPair();
        group = tale.group(alice1, History.JOINED);
        inGroup();
        tale.settle();
        tale.phones.forEach(phone -> tale.look(phone, pair));
        tale.look(bob1, group);
        tale.settle();
    }

    /// Message 3 was acked, and lost with the store; 4 had not been sent.
    private void beforeTheRestore() {
        tale.write(alice1, pair, 1);
        tale.write(alice1, pair, 2);
        tale.settle();
        tale.backUp();
        tale.write(bob1, pair, 3);
        tale.settle();
        tale.write(bob1, pair, 4);
    }

    private void inPair() {
        tale.edit(alice1, pair, 1, "by alice/1");
        tale.edit(alice2, pair, 1, "by alice/2");
        tale.write(alice1, pair, 5);
        tale.write(alice1, pair, 6);
        tale.edit(alice1, pair, 6, "edited while it waited");
        tale.takeBack(alice1, pair, 5);
        tale.settle();
        tale.takeBack(bob1, pair, 4);
        tale.settle();
    }

    /// Carol is taken in, removed, and taken in again; what was written meanwhile she does not see.
    private void inGroup() {
        tale.write(alice1, group, 9);
        tale.settle();
        tale.change(alice1, group, new GroupChange.Add(List.of(bob, carol)));
        tale.settle();
        tale.write(carol1, group, 10);
        tale.write(bob1, group, 11);
        tale.refuse(bob1, "not_allowed");
        tale.write(bob1, group, 12);
        tale.settle();
        tale.retry(bob1, 11);
        tale.settle();
        tale.change(alice2, group, new GroupChange.Remove(carol));
        tale.write(carol1, group, 13);
        tale.write(bob1, group, 14);
        tale.settle();
        tale.change(alice1, group, new GroupChange.SetHistory(History.ALL));
        tale.change(alice1, group, new GroupChange.SetHistory(History.JOINED));
        tale.change(alice1, group, new GroupChange.Add(List.of(carol)));
        tale.settle();
        tale.write(carol1, group, 15);
        tale.write(alice2, group, 16);
    }
}
