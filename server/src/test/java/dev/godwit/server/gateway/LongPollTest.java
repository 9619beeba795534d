package dev.godwit.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client without a socket, which asks again and again with the mark of the last answer.
class LongPollTest {
    private static final Random RANDOM = new Random(5);
    private static final long PATIENCE = 25_000;

    private final HandDriven server = new HandDriven();
    private final UserId alice = UserId.random(RANDOM);
    private final UserId bob = UserId.random(RANDOM);
    private final ConversationId both = ConversationId.direct(alice, bob);

    /// Bob reads what Alice wrote: the last that happens is a receipt.
    @BeforeEach
    void bobHasRead() {
        answered(server.post(alice, 0, Optional.empty(), HandDriven.send(alice, bob, "one")));
        answered(server.post(bob, 0, Optional.empty(), HandDriven.reads(bob, alice, 1)));
    }

    @Test
    void quietServerLetsItWait() {
        var mark = answered(server.post(alice, PATIENCE, Optional.empty())).mark();
        var waiting = server.post(alice, PATIENCE, mark);
        server.deliver();
        assertEquals(List.of(), waiting.answer());

        waiting.timeIsUp();
        assertEquals(2, waiting.answer().size());
        assertInstanceOf(ServerFrame.Welcome.class, waiting.answer().getFirst());
        assertInstanceOf(ServerFrame.Current.class, waiting.answer().getLast());
    }

    @Test
    void receiptEndsTheWait() {
        var mark = answered(server.post(alice, PATIENCE, Optional.empty())).mark();
        var waiting = server.post(alice, PATIENCE, mark);
        server.deliver();
        answered(server.post(bob, 0, Optional.empty(), HandDriven.reads(bob, alice, 2)));
        assertEquals(
                new ServerFrame.Receipt(both, bob, new Cursor(2, 2)),
                waiting.answer().getLast());

        // What ended the wait came after that answer's mark, and is listed once more; then it waits again.
        var again = answered(server.post(alice, PATIENCE, waiting.mark()));
        assertEquals(
                List.of(new ServerFrame.MemberCursor(bob, new Cursor(2, 2))),
                again.changes().getFirst().cursors());
        var quiet = server.post(alice, PATIENCE, again.mark());
        server.deliver();
        assertEquals(List.of(), quiet.answer());
    }

    @Test
    void receiptBetweenTwoRequestsIsTheAnswerToTheSecond() {
        var mark = answered(server.post(alice, PATIENCE, Optional.empty())).mark();
        answered(server.post(bob, 0, Optional.empty(), HandDriven.reads(bob, alice, 2)));
        var second = answered(server.post(alice, PATIENCE, mark));
        assertEquals(
                List.of(new ServerFrame.MemberCursor(bob, new Cursor(2, 2))),
                second.changes().getFirst().cursors());
    }

    private HandDriven.Posted answered(HandDriven.Posted post) {
        server.deliver();
        assertTrue(!post.answer().isEmpty(), "it is answered");
        return post;
    }
}
