package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "register",
        header = "Make an account.",
        description = {
            "Make an account and sign this profile in.",
            "The first account of a server needs the setup code that 'godwit serve' printed; the next ones need an "
                    + "invitation, unless the server is open to everybody."
        })
final class RegisterCommand extends AccountCommand {
    @Option(
            names = {"-c", "--code"},
            paramLabel = "CODE",
            description = "Setup code or invitation.")
    @Nullable
    private String code;

    RegisterCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var account = godwit.register(address(), name, passwords.chosen(terminal), Optional.ofNullable(code));
        print(WhoamiCommand.json(account), "You are " + account.name() + " on " + account.server() + ".");
        if (account.administrator() && !json) {
            print("You are an administrator: 'godwit invite' makes a code for the next person.");
        }
        return ExitCode.OK;
    }
}
