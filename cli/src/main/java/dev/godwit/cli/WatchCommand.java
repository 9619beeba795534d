package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitException;
import dev.godwit.client.view.ConnectionState;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "watch",
        header = "Stay connected, print what comes.",
        description = {
            "Stay connected and print what comes, live: unread messages first, then new ones and the ticks of your own.",
            "It connects again by itself, for ever, and sends what waits. What it prints counts as read. Ctrl-C ends it."
        })
final class WatchCommand extends ProfileCommand {
    private static final Duration TRY_ENGINE_EVERY = Duration.ofMillis(500);

    @Option(names = "--keep-unread", description = "Do not count what is printed as read.")
    private boolean keepUnread;

    WatchCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var shutdown = Shutdown.listen();
        try (var watching = new Watching(godwit, new WatchPrinter(terminal, json), keepUnread)) {
            var nudge = Nudge.of(profile());
            boolean running = false;
            while (!shutdown.isAsked()) {
                running = running || start(godwit);
                if (nudge.take()) {
                    godwit.tryNow();
                }
                if (watching.showNext(TRY_ENGINE_EVERY) instanceof ConnectionState.SignedOut) {
                    shutdown.finished();
                    return ExitCode.NOT_SIGNED_IN;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        godwit.close();
        shutdown.finished();
        return ExitCode.OK;
    }

    /// Another process may be exchanging for this profile; then its changes are shown, until it is done.
    private static boolean start(Godwit godwit) {
        try {
            godwit.start();
            return true;
        } catch (GodwitException e) {
            if (e.code().equals(GodwitException.IN_USE)) {
                return false;
            }
            throw e;
        }
    }
}
