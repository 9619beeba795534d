package dev.godwit.server.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.Town.Person;
import dev.godwit.server.log.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// A cursor that the store could not take is not called durable, whatever else was synced since: found by the
/// simulation
/// (plain world, seed 1).
class UnsavedReceiptsTest {
    private final Town town = new Town();
    private final Person alice = town.person();
    private final Person bob = town.person();
    private final Person bobsOther = bob.otherDevice();
    private final ConversationId both = alice.with(bob);
    private boolean failing;

    UnsavedReceiptsTest() {
        town.cursors = Failing::new;
        town.restart(town.store);
        alice.send(bob, "hello");
        town.settle();
        bob.comes(Optional.empty());
        bobsOther.comes(Optional.empty());
        failing = true;
        bob.reads(both, 2);
        town.settle();
        failing = false;
    }

    @Test
    void deviceWhoseCursorWasNotSavedIsNotToldThatItIs() {
        bob.checks("");
        assertEquals(List.of(Code.RETRY), failures(bob));
    }

    @Test
    void noOtherDeviceOfTheUserIsToldThatItIs() {
        bobsOther.reads(both, 2);
        bobsOther.checks("");
        assertEquals(List.of(Code.RETRY), failures(bobsOther));
    }

    @Test
    void whatIsRepeatedIsSavedThoughItIsNoNews() {
        bob.comes(Optional.empty());
        bob.reads(both, 2);
        bob.checks("");
        assertEquals(List.of(), failures(bob));
        town.restart(town.store.crash());
        bob.comes(Optional.empty());
        assertEquals(
                List.of(new ServerFrame.MemberCursor(bob.user(), new Cursor(2, 2))),
                bob.changeOf(both).orElseThrow().cursors());
    }

    private static List<Code> failures(Person person) {
        return person.told(ServerFrame.Failure.class).stream()
                .map(ServerFrame.Failure::code)
                .toList();
    }

    private final class Failing implements CursorStore {
        private final CursorStore store;

        Failing(CursorStore store) {
            this.store = store;
        }

        @Override
        public CompletionStage<Map<UserId, Stamped>> cursors(ConversationId conversation) {
            return store.cursors(conversation);
        }

        @Override
        public CompletionStage<Optional<Stamped>> cursor(ConversationId conversation, UserId user) {
            return store.cursor(conversation, user);
        }

        @Override
        public CompletionStage<Void> save(List<Update> updates) {
            return failing
                    ? CompletableFuture.failedStage(new StoreException.Full("The disk has reached its reserve."))
                    : store.save(updates);
        }

        @Override
        public CompletionStage<Void> sync() {
            return store.sync();
        }
    }
}
