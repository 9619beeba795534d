package dev.godwit.server.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.Body;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.server.delivery.Town.Person;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whom somebody's cursor is told, where they do not know the other one or want nothing to do with them.
class ReceiptsTest {
    private final Town town = Town.openToStrangers();
    private final Person alice = town.person();
    private final Person bob = town.person();
    private final ConversationId both = alice.with(bob);
    private final ServerFrame.Receipt bobHasRead = new ServerFrame.Receipt(both, bob.user(), new Cursor(2, 2));

    private void aliceWritesAndBobReads() {
        alice.send(bob, "do you remember me?");
        town.settle();
        alice.comes(Optional.empty());
        bob.comes(Optional.empty());
        bob.reads(both, 2);
        town.settle();
    }

    @Test
    void openerOfARequestDoesNotLearnThatItWasRead() {
        aliceWritesAndBobReads();
        assertEquals(List.of(), alice.told(ServerFrame.Receipt.class));
        alice.comes(Optional.empty());
        assertEquals(List.of(), alice.changeOf(both).orElseThrow().cursors());
        bob.comes(Optional.empty());
        assertEquals(1, bob.changeOf(both).orElseThrow().cursors().size(), "bob's own devices know");
    }

    /// Its seqs may be other entries in this store.
    @Test
    void receiptsOfAnotherStoreInAHelloAreNotTaken() {
        aliceWritesAndBobReads();
        alice.send(bob, "and this?");
        town.settle();
        town.delivery.detach(bob);
        bob.told.clear();
        town.delivery.attach(
                bob,
                new ClientFrame.Hello(
                        1,
                        Optional.empty(),
                        "test",
                        Optional.of("before-the-restore"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(bob.cursor(alice, 3))));
        town.settle();
        assertEquals(
                List.of(new ServerFrame.MemberCursor(bob.user(), new Cursor(2, 2))),
                bob.changeOf(both).orElseThrow().cursors());
    }

    @Test
    void requestAloneDoesNotListTheConversationWhenItIsRead() {
        alice.send(bob, "do you remember me?");
        town.settle();
        alice.comes(Optional.empty());
        bob.comes(Optional.empty());
        String mark = alice.mark();
        bob.reads(both, 2);
        town.settle();
        alice.checks(mark);
        assertEquals(List.of(), alice.changes());
        town.restart(town.store.reopen());
        alice.comes(Optional.of(mark));
        assertEquals(List.of(), alice.changes(), "nor after a restart");
    }

    @Test
    void recipientOfARequestSeesWhatItsOpenerHasRead() {
        alice.send(bob, "do you remember me?");
        town.settle();
        bob.comes(Optional.empty());
        alice.comes(Optional.empty());
        alice.reads(both, 2);
        town.settle();
        assertEquals(
                List.of(new ServerFrame.Receipt(both, alice.user(), new Cursor(2, 2))),
                bob.told(ServerFrame.Receipt.class));
    }

    @Test
    void acceptingSendsTheCursorAsItIs() {
        aliceWritesAndBobReads();
        var empty = new Body("text/plain", "");
        bob.send(
                both,
                Optional.of(alice.user()),
                new Content(Kinds.ACCEPT, OptionalLong.empty(), List.of(), List.of(), Optional.empty(), empty));
        town.settle();
        assertEquals(List.of(bobHasRead), alice.told(ServerFrame.Receipt.class));
    }

    @Test
    void answeringIsAccepting() {
        aliceWritesAndBobReads();
        String mark = alice.mark();
        bob.send(alice, "of course");
        town.settle();
        assertEquals(List.of(bobHasRead), alice.told(ServerFrame.Receipt.class));
        alice.checks(mark);
        assertEquals(
                List.of(new ServerFrame.MemberCursor(bob.user(), new Cursor(2, 2))),
                alice.changeOf(both).orElseThrow().cursors());
    }

    @Test
    void knowingTheOpenerIsAccepting() {
        aliceWritesAndBobReads();
        String mark = alice.mark();
        bob.set(new AccountSetting(AccountSetting.CONTACT + alice.user(), Optional.of("Alice")));
        town.settle();
        assertEquals(List.of(bobHasRead), alice.told(ServerFrame.Receipt.class));
        alice.checks(mark);
        assertEquals(1, alice.changeOf(both).orElseThrow().cursors().size());
    }

    @Test
    void wherePeopleJoinByInvitationThereAreNoRequests() {
        var invited = new Town();
        var carol = invited.person();
        var dave = invited.person();
        carol.send(dave, "hello");
        invited.settle();
        carol.comes(Optional.empty());
        dave.comes(Optional.empty());
        dave.reads(carol.with(dave), 2);
        invited.settle();
        assertEquals(1, carol.told(ServerFrame.Receipt.class).size());
    }

    @Test
    void blockedOneLearnsNoMoreCursorsUntilUnblocked() {
        bob.send(alice, "hello");
        alice.send(bob, "hello");
        town.settle();
        Stream.of(alice, bob).forEach(person -> person.comes(Optional.empty()));
        bob.set(new AccountSetting(AccountSetting.BLOCK + alice.user(), Optional.of("")));
        town.settle();
        bob.reads(both, 3);
        town.settle();
        assertEquals(List.of(), alice.told(ServerFrame.Receipt.class));
        alice.comes(Optional.empty());
        assertEquals(List.of(), alice.changeOf(both).orElseThrow().cursors());
        alice.reads(both, 3);
        town.settle();
        assertEquals(1, bob.told(ServerFrame.Receipt.class).size(), "the other way nothing is hidden");
        bob.set(new AccountSetting(AccountSetting.BLOCK + alice.user(), Optional.empty()));
        town.settle();
        assertEquals(
                List.of(new ServerFrame.Receipt(both, bob.user(), new Cursor(3, 3))),
                alice.told(ServerFrame.Receipt.class));
    }

    @Test
    void blockCountsInGroupsToo() {
        var carol = town.person();
        var group = alice.begins(History.JOINED, bob, carol);
        bob.set(new AccountSetting(AccountSetting.BLOCK + alice.user(), Optional.of("")));
        town.settle();
        Stream.of(alice, bob, carol).forEach(person -> person.comes(Optional.empty()));
        bob.reads(group, 3);
        town.settle();
        assertEquals(List.of(), alice.told(ServerFrame.Receipt.class));
        assertEquals(1, carol.told(ServerFrame.Receipt.class).size());
        alice.comes(Optional.empty());
        carol.comes(Optional.empty());
        assertEquals(List.of(), alice.changeOf(group).orElseThrow().cursors());
        assertEquals(1, carol.changeOf(group).orElseThrow().cursors().size());
    }
}
