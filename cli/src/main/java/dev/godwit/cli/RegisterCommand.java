package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "register",
        header = "Make an account.",
        description = {
            "Make an account and sign this profile in.",
            "The first account of a server needs the setup code that 'godwit serve' printed; the next ones need an "
                    + "invitation, unless the server is open to everybody."
        })
final class RegisterCommand extends ProfileCommand {
    @Parameters(paramLabel = "NAME", description = "What others will find you by.")
    private String name = "";

    @Option(
            names = {"-c", "--code"},
            paramLabel = "CODE",
            description = "Setup code or invitation.")
    @Nullable
    private String code;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private Passwords passwords = new Passwords();

    RegisterCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    boolean makesProfile() {
        return true;
    }

    @Override
    int run(Godwit godwit) {
        var address = server.address(terminal);
        var account = godwit.register(address, name, passwords.chosen(terminal), Optional.ofNullable(code));
        if (json) {
            print(WhoamiCommand.json(account).end());
            return ExitCode.OK;
        }
        print("You are " + account.name() + " on " + account.server() + ".");
        if (account.administrator()) {
            print("You are an administrator: 'godwit invite' makes a code for the next person.");
        }
        return ExitCode.OK;
    }
}
