package dev.godwit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.client.sdk.GodwitException;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The `godwit` command.
@Command(
        name = "godwit",
        version = "Godwit " + Main.VERSION,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Messages that arrive once, in order, also when they were sent in a tunnel.",
            "",
            "Every command works on a profile, the local database of one person, and as far as it can without a "
                    + "network. 'godwit COMMAND --help' explains a command.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed (the reason is on standard error), 2 wrong usage, 3 not signed in, "
                    + "4 the server cannot be reached.",
            "",
            "From a clone of the sources also: 'godwit test' runs all tests, 'godwit simulate' and 'godwit torture' try "
                    + "to break the promises (docs/reliability.md)."
        })
public final class Main {
    static final String VERSION = "0.1.0";

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces with errors.")
    private boolean debug;

    private final Terminal terminal;

    private Main(Terminal terminal) {
        this.terminal = terminal;
    }

    public static void main(String[] args) {
        int code = run(Terminal.ofProcess(), args);
        System.out.flush();
        System.exit(code);
    }

    /// @return the exit code
    static int run(Terminal terminal, String... args) {
        var main = new Main(terminal);
        var commands = new CommandLine(main);
        Commands.addTo(commands, terminal, args);
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF));
        commands.setOut(new PrintWriter(terminal.out(), true, UTF_8));
        commands.setErr(new PrintWriter(terminal.err(), true, UTF_8));
        commands.setExecutionExceptionHandler((e, command, parsed) -> main.explain(e));
        // Nothing asked: say what there is.
        return commands.execute(args.length == 0 ? new String[] {"help"} : args);
    }

    private int explain(Exception e) {
        if (debug) {
            e.printStackTrace(terminal.err());
        }
        return switch (e) {
            case Trouble trouble -> {
                terminal.err().println(trouble.getMessage());
                yield trouble.exitCode();
            }
            case GodwitException refused -> {
                terminal.err().println((refused.getMessage() + ' ' + refused.hint()).strip());
                yield exitCode(refused.code());
            }
            default -> {
                terminal.err()
                        .println("Something unexpected went wrong: " + e
                                + ". Nothing you wrote is lost; run it again with --debug to see details to report.");
                yield ExitCode.FAILED;
            }
        };
    }

    private static int exitCode(String code) {
        return switch (code.toLowerCase(Locale.ROOT)) {
            case GodwitException.NO_ACCOUNT, GodwitException.LOCKED, "unauthorized" -> ExitCode.NOT_SIGNED_IN;
            case GodwitException.UNREACHABLE -> ExitCode.NO_CONNECTION;
            default -> ExitCode.FAILED;
        };
    }
}
