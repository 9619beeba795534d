package dev.godwit.cli;

import dev.godwit.server.app.RestoredData;
import dev.godwit.server.app.StartException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "restored",
        header = "Tell a server's data that it was put back from a copy.",
        description = {
            "Run this once after you have restored the data directory from a backup, before 'godwit serve'.",
            "Devices then notice that they may know more than the copy, compare, and send again what was their own and "
                    + "is missing."
        })
final class RestoredCommand extends GodwitCommand {
    @Option(names = "--data", paramLabel = "DIR", description = "The data directory. Default: ${DEFAULT-VALUE}.")
    private Path data = Path.of("data");

    RestoredCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        try {
            var epoch = RestoredData.begin(data);
            terminal.out().println("Done: the store has the new epoch " + epoch + ". Start the server now.");
            return ExitCode.OK;
        } catch (StartException e) {
            throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }
}
