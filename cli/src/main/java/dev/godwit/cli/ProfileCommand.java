package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What all commands share that work on a person's local database.
abstract class ProfileCommand extends GodwitCommand {
    static final String AGENT = "godwit-cli/" + Main.VERSION;

    @Option(
            names = {"-p", "--profile"},
            paramLabel = "DIR",
            description = "Whose local database to use; one directory per person. "
                    + "Default: $$GODWIT_PROFILE, else ~/.godwit/default.")
    @Nullable
    private Path profile;

    @Option(names = "--json", description = "Print one JSON object per line, for scripts.")
    boolean json;

    ProfileCommand(Terminal terminal) {
        super(terminal);
    }

    /// @return the exit code
    abstract int run(Godwit godwit);

    /// Whether the command makes sense in a directory that is no profile yet.
    boolean makesProfile() {
        return false;
    }

    @Override
    public final Integer call() {
        if (!makesProfile() && !Files.isDirectory(profile())) {
            throw new Trouble(
                    ExitCode.NOT_SIGNED_IN,
                    "There is no profile in " + profile() + ". Make an account with 'godwit register NAME', or sign in "
                            + "to the one you have with 'godwit login NAME'.");
        }
        try (var godwit = Godwit.open(profile(), options())) {
            return run(godwit);
        }
    }

    final Path profile() {
        return profile != null ? profile : terminal.defaultProfile();
    }

    /// Says it as JSON to scripts, in words to people.
    final void print(JsonLine line, String words) {
        print(json ? line.end() : words);
    }

    /// What was just written leaves although this command ends.
    final void sendInBackground(Godwit godwit) {
        terminal.out().flush();
        BackgroundSync.startIfUseful(terminal, profile(), godwit);
    }

    private GodwitOptions options() {
        return GodwitOptions.defaults().withAgent(AGENT).withDevice(makesProfile() ? deviceName() : "");
    }

    /// What the person will recognise in the list of sessions.
    private static String deviceName() {
        try {
            return "Terminal on " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "Terminal";
        }
    }
}
