package dev.godwit.cli;

import dev.godwit.cli.chat.Chat;
import dev.godwit.client.sdk.Godwit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "chat",
        header = "Read and write in the terminal.",
        description = {
            "A messenger in the terminal: conversations on the left, messages on the right. F1 or ? shows the keys. "
                    + "Works without a network; what you write goes out by itself.",
            "",
            "Where the terminal cannot draw, or with --lines, it prints a line for everything that happens and reads "
                    + "messages and commands line by line: for screen readers, logs and pipes."
        })
final class ChatCommand extends ProfileCommand {
    @Parameters(arity = "0..1", paramLabel = "WITH", description = "Whom to begin with: a name or an id.")
    @Nullable
    private String with;

    @Option(names = "--lines", description = "Print lines instead of drawing.")
    private boolean lines;

    @Option(
            names = "--theme",
            paramLabel = "THEME",
            description = "auto (the terminal's own 16 colours), light, dark (Godwit's colours, where the terminal has "
                    + "true colour), or plain (none). Default: ${DEFAULT-VALUE}.")
    private String theme = "auto";

    ChatCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var shutdown = Shutdown.listen();
        var chat = new Chat(godwit, new ChatEngine(godwit, Nudge.of(profile())), terminal.zone(), shutdown::isAsked);
        try {
            if (draws()) {
                chat.onScreen(terminal.environment(), theme, Optional.ofNullable(with));
            } else {
                chat.inLines(terminal.in(), terminal.out(), Optional.ofNullable(with));
            }
            BackgroundSync.startIfUseful(terminal, profile(), godwit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            godwit.close();
            shutdown.finished();
        }
        return ExitCode.OK;
    }

    @SuppressWarnings("SystemConsoleNull") // null where there is no terminal
    private boolean draws() {
        var console = System.console();
        boolean dumb =
                terminal.variable("TERM").filter(type -> !type.equals("dumb")).isEmpty();
        return !lines && !dumb && console != null && console.isTerminal();
    }
}
