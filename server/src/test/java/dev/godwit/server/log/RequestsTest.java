package dev.godwit.server.log;

import static dev.godwit.server.log.World.ALICE;
import static dev.godwit.server.log.World.ALICE_BOB;
import static dev.godwit.server.log.World.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.Body;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.Kinds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// When a conversation of two is wanted by both.
class RequestsTest {
    private static final Content ACCEPT =
            new Content(Kinds.ACCEPT, OptionalLong.empty(), List.of(), List.of(), Optional.empty(), Body.text(""));

    private final World world = new World();

    private Direct direct() {
        return Direct.of(world.stored(ALICE_BOB));
    }

    @Test
    void whatOneBeginsIsARequestUntilTheOtherWrites() {
        world.send(ALICE, "m1", Content.message("hello"));
        world.send(ALICE, "m2", Content.message("hello?"));
        world.settle();
        assertTrue(direct().isRequest());
        assertEquals(Optional.of(ALICE.user()), direct().opener());
        assertEquals(BOB.user(), direct().peerOf(ALICE.user()));
        world.send(BOB, "m3", Content.message("hello"));
        world.settle();
        assertFalse(direct().isRequest());
        world.restart(world.store.reopen());
        assertFalse(direct().isRequest());
    }

    @Test
    void acceptingEndsARequestOnce() {
        world.send(ALICE, "m1", Content.message("hello"));
        var byTheOpener = world.send(ALICE, "m2", ACCEPT);
        var first = world.send(BOB, "m3", ACCEPT);
        var again = world.send(BOB, "m4", ACCEPT);
        world.settle();
        assertEquals(Code.NO_CHANGE, byTheOpener.code());
        first.seq();
        assertEquals(Code.NO_CHANGE, again.code());
        assertFalse(direct().isRequest());
    }

    @Test
    void acceptOpensNothing() {
        var told = world.send(ALICE, "m1", ACCEPT);
        world.settle();
        assertEquals(Code.NO_CHANGE, told.code());
        assertEquals(List.of(), world.entries());
    }

    @Test
    void bothWhoWriteFirstHaveAcceptedEachOther() {
        world.send(ALICE, "a", Content.message("from Alice"));
        world.send(BOB, "b", Content.message("from Bob"));
        world.settle();
        assertEquals(Optional.of(ALICE.user()), direct().opener());
        assertFalse(direct().isRequest());
    }

    @Test
    void answerThatDidNotReachTheDiskAcceptsNothing() {
        world.send(ALICE, "m1", Content.message("hello"));
        world.settle();
        world.store.failNextSync(false);
        world.send(BOB, "m2", ACCEPT);
        world.settle();
        assertTrue(direct().isRequest());
        var again = world.send(BOB, "m2", ACCEPT);
        world.settle();
        again.seq();
        assertFalse(direct().isRequest());
    }

    @Test
    void groupsAndAccountLogsAreNoRequests() {
        assertFalse(Direct.of(Club.of(BOB).head()).isRequest());
    }
}
