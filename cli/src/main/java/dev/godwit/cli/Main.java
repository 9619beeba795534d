package dev.godwit.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "godwit",
        version = "Godwit 0.1.0",
        mixinStandardHelpOptions = true,
        description = "Messages that arrive once, in order, also when they were sent in a tunnel.")
public final class Main implements Runnable {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
