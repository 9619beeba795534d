package dev.godwit.testing;

import dev.godwit.testing.simulation.SimulateCommand;
import dev.godwit.testing.torture.TortureCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `./godwit simulate` and `./godwit torture`: for whoever wants to see the promises of Godwit tried.
@Command(
        name = "godwit",
        description = "Tries to break the promises of Godwit, and says whether it could.",
        mixinStandardHelpOptions = true,
        subcommands = {SimulateCommand.class, TortureCommand.class})
final class Main {
    private Main() {}

    static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
