package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.client.view.ConnectionState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WatchPrinterTest {
    private static final ConnectionState LOST =
            new ConnectionState.WaitingToRetry(Instant.EPOCH, "The server cannot be reached.");
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
}
