package dev.godwit.cli;

import dev.godwit.cli.demo.Demo;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        header = "Play the story of the tunnel, and check it.",
        description = {
            "Starts a server and two clients as processes of their own, on this machine, in a directory that is removed "
                    + "at the end. Bob goes into a tunnel, both write, his program is killed, then the server.",
            "It shows what each of them sees, and fails if a message was lost, doubled or reordered."
        })
final class DemoCommand extends GodwitCommand {
    @Option(names = "--keep", description = "Leave the directory of the demo for a look at it.")
    private boolean keep;

    DemoCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return Demo.play(terminal.out(), terminal.colour(), terminal.environment(), keep)
                ? ExitCode.OK
                : ExitCode.FAILED;
    }
}
