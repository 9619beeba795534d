package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "login",
        header = "Sign in to an account.",
        description = "Sign this profile in to an account that exists. What waits in its outbox goes out then.")
final class LoginCommand extends ProfileCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the account.")
    private String name = "";

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private Passwords passwords = new Passwords();

    LoginCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    boolean makesProfile() {
        return true;
    }

    @Override
    int run(Godwit godwit) {
        var account = godwit.signIn(server.address(terminal), name, passwords.existing(terminal));
        print(json ? WhoamiCommand.json(account).end() : "You are " + account.name() + " on " + account.server() + ".");
        BackgroundSync.startIfUseful(terminal, profile(), godwit);
        return ExitCode.OK;
    }
}
