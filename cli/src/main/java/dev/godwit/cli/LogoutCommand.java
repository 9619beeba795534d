package dev.godwit.cli;

import dev.godwit.client.sdk.Account;
import dev.godwit.client.sdk.Godwit;
import picocli.CommandLine.Command;

@Command(
        name = "logout",
        header = "End the session.",
        description = "End this profile's session. Its messages stay on this device, also those that wait.")
final class LogoutCommand extends ProfileCommand {
    LogoutCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        if (godwit.account().filter(Account::signedIn).isEmpty()) {
            throw new Trouble(ExitCode.NOT_SIGNED_IN, "This profile is not signed in.");
        }
        godwit.signOut();
        int waiting = OutboxCommand.waiting(godwit);
        print(
                new JsonLine().put("signed_in", false).put("waiting", waiting),
                waiting == 0
                        ? "Signed out."
                        : "Signed out. " + Words.messages(waiting) + " here and " + (waiting == 1 ? "goes" : "go")
                                + " out when you sign in again.");
        return ExitCode.OK;
    }
}
