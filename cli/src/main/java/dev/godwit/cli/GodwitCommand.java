package dev.godwit.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/// What all commands share.
abstract class GodwitCommand implements Callable<Integer> {
    final Terminal terminal;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    GodwitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    final void print(String line) {
        terminal.out().println(line);
    }
}
