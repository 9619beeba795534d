package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import picocli.CommandLine.Command;

@Command(
        name = "login",
        header = "Sign in to an account.",
        description = "Sign this profile in to an account that exists. What waits in its outbox goes out then.")
final class LoginCommand extends AccountCommand {
    LoginCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var account = godwit.signIn(address(), name, passwords.existing(terminal));
        print(WhoamiCommand.json(account), "You are " + account.name() + " on " + account.server() + ".");
        sendInBackground(godwit);
        return ExitCode.OK;
    }
}
