package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Group;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WatchPrinterTest {
    private static final ConnectionState LOST =
            new ConnectionState.WaitingToRetry(Instant.EPOCH, "The server cannot be reached.");
    private static final UserId BOB = new UserId("ubbbbbbbbbbbbbbbbbbbbbbbbbb");
    private static final Conversation TRIP = new Conversation(
            1,
            Optional.empty(),
            "Trip",
            Optional.empty(),
            List.of(),
            1,
            0,
            0,
            true,
            Optional.empty(),
            Optional.of(new Group(Optional.of(Role.MEMBER), false, 3, false, History.JOINED)),
            false,
            "",
            false,
            false);

    private final Screenful screen = Screenful.plain();

    @Test
    void aLostConnectionIsSaidOnceHoweverOftenItIsTried() {
        var printer = new WatchPrinter(screen.terminal(), false);
        for (int attempt = 0; attempt < 3; attempt++) {
            printer.connection(new ConnectionState.Connecting(), 3);
            printer.connection(LOST, 3);
        }
        printer.connection(new ConnectionState.Connecting(), 3);
        printer.connection(new ConnectionState.Online(false), 3);
        printer.connection(new ConnectionState.Online(true), 0);
        assertEquals(
                "The server cannot be reached. It goes on trying by itself. 3 messages wait here and go out by "
                        + "themselves.\nConnected.\n",
                screen.err());
        assertEquals("", screen.out());
    }

    @Test
    void jsonTellsTheSameInOneLineEach() {
        var printer = new WatchPrinter(screen.terminal(), true);
        printer.connection(LOST, 1);
        printer.connection(new ConnectionState.Online(true), 0);
        assertEquals("""
                {"event":"connection","connection":"waiting","waiting":1}
                {"event":"connection","connection":"online","waiting":0}
                """, screen.out());
    }

    @Test
    void whatHappensInAGroupSaysInWhichOne() {
        var printer = new WatchPrinter(screen.terminal(), false);
        var added = new GroupChange.Add(List.of(BOB));
        printer.message(TRIP, message(Kinds.MESSAGE, "Hello", Optional.empty()));
        printer.message(TRIP, message(Kinds.GROUP_ADD, "bob added you", Optional.of(added)));
        assertEquals("""
                00:00  bob in Trip  Hello
                00:00  Trip      bob added you
                """, screen.out());
    }

    private static Message message(String kind, String text, Optional<GroupChange> change) {
        return new Message(
                1,
                1,
                new ClientMessageId("m"),
                OptionalLong.of(1),
                BOB,
                Optional.of("bob"),
                false,
                Instant.EPOCH,
                kind,
                true,
                text,
                false,
                false,
                false,
                change,
                0,
                new MessageState.Received(false));
    }
}
