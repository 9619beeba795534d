package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitException;
import dev.godwit.client.sdk.SyncSummary;
import dev.godwit.client.view.ConnectionState;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "sync",
        header = "Send what waits, fetch what is new.",
        description = "Connect, send what waits, fetch what is new, and end. 'watch' stays connected instead.")
final class SyncCommand extends ProfileCommand {
    private static final long POLL_MILLIS = 100;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            description = "How long at most. Default: ${DEFAULT-VALUE}.")
    private int timeout = 60;

    @Option(names = BackgroundSync.OPTION, hidden = true)
    private boolean background;

    SyncCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        try {
            if (background) {
                BackgroundSync.run(profile(), godwit);
                return ExitCode.OK;
            }
            var summary =
                    sync(godwit, System.nanoTime() + Duration.ofSeconds(timeout).toNanos());
            if (summary.isEmpty()) {
                return reportOther();
            }
            int waiting = OutboxCommand.waiting(godwit);
            int code = report(summary.get(), waiting);
            if (!(summary.get().last() instanceof ConnectionState.SignedOut)) {
                sendInBackground(godwit);
            }
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    /// One process at a time exchanges for a profile; the one in the background is soon done. A 'watch'
    /// never is, but it can be asked to try now.
    ///
    /// @return empty if the other process has sent everything
    private Optional<SyncSummary> sync(Godwit godwit, long deadline) throws InterruptedException {
        boolean asked = false;
        while (true) {
            long left = deadline - System.nanoTime();
            try {
                return Optional.of(godwit.syncOnce(Duration.ofNanos(Math.max(left, 1))));
            } catch (GodwitException e) {
                if (!e.code().equals(GodwitException.IN_USE)) {
                    throw e;
                }
                if (left < 0) {
                    throw new Trouble(
                            ExitCode.FAILED,
                            "Another process of this profile ('watch', for example) is connecting for it."
                                    + Words.waiting(OutboxCommand.waiting(godwit), true),
                            e);
                }
                if (!asked) {
                    Nudge.of(profile()).give();
                    asked = true;
                } else if (OutboxCommand.waiting(godwit) == 0) {
                    return Optional.empty();
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private int reportOther() {
        print(
                new JsonLine().put("other_process", true).put("waiting", 0),
                "Another process of this profile ('watch', for example) is connecting for it. Nothing waits.");
        return ExitCode.OK;
    }

    private int report(SyncSummary summary, int waiting) {
        if (json) {
            print(new JsonLine()
                    .put("complete", summary.complete())
                    .put("sent", summary.sent())
                    .put("received", summary.received())
                    .put("waiting", waiting)
                    .put("failed", summary.failed())
                    .put("connection", Words.word(summary.last()))
                    .end());
        } else {
            print((summary.complete() ? "Up to date. " : "Not done yet. ")
                    + "Sent " + summary.sent() + ", received " + summary.received() + '.'
                    + Words.waiting(waiting, BackgroundSync.isWanted(terminal)));
            if (summary.failed() > 0) {
                print("! " + summary.failed() + " failed; 'godwit outbox' shows why.");
            }
        }
        if (summary.complete()) {
            return ExitCode.OK;
        }
        return switch (summary.last()) {
            case ConnectionState.SignedOut signedOut -> {
                terminal.err().println(Words.connection(signedOut));
                yield ExitCode.NOT_SIGNED_IN;
            }
            case ConnectionState.WaitingToRetry(var at, var reason) -> {
                terminal.err().println(Printable.line(reason));
                yield ExitCode.NO_CONNECTION;
            }
            case ConnectionState.Offline(), ConnectionState.Connecting() -> ExitCode.NO_CONNECTION;
            case ConnectionState.Online(var caughtUp) -> ExitCode.FAILED;
        };
    }
}
