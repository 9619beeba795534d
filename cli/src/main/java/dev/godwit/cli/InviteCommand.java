package dev.godwit.cli;

import dev.godwit.client.sdk.Account;
import dev.godwit.client.sdk.Godwit;
import picocli.CommandLine.Command;

@Command(
        name = "invite",
        header = "Make an invitation.",
        description = "Make a code with which one person can register. For administrators; asks the server.")
final class InviteCommand extends ProfileCommand {
    InviteCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var invitation = godwit.invite();
        if (json) {
            print(new JsonLine()
                    .put("code", invitation.code())
                    .put("expires", invitation.expires().toEpochMilli())
                    .end());
            return ExitCode.OK;
        }
        var server = godwit.account().map(Account::server).map(Object::toString).orElse("URL");
        print("Invitation: " + invitation.code());
        print("It lets one person in until "
                + invitation.expires().atZone(terminal.zone()).toLocalDate() + ":");
        print("  godwit register NAME --server " + server + " --code " + invitation.code());
        return ExitCode.OK;
    }
}
