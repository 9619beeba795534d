package dev.godwit.cli;

import dev.godwit.client.sdk.Account;
import dev.godwit.client.sdk.Godwit;
import picocli.CommandLine.Command;

@Command(name = "whoami", header = "Whose profile this is.", description = "Works without a network.")
final class WhoamiCommand extends ProfileCommand {
    WhoamiCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var account = godwit.account()
                .orElseThrow(() -> new Trouble(
                        ExitCode.NOT_SIGNED_IN,
                        "This profile belongs to nobody yet. Use 'godwit register NAME' or 'godwit login NAME'."));
        if (json) {
            print(json(account).end());
            return ExitCode.OK;
        }
        print(account.name() + " on " + account.server() + (account.administrator() ? ", administrator" : ""));
        print("  user     " + account.user().value());
        print("  device   " + account.device().value());
        print("  profile  " + profile());
        if (!account.signedIn()) {
            print("Not signed in. 'godwit login " + account.name() + "' sends what waits.");
        }
        return ExitCode.OK;
    }

    static JsonLine json(Account account) {
        return new JsonLine()
                .put("server", account.server().toString())
                .put("user", account.user().value())
                .put("name", account.name())
                .put("device", account.device().value())
                .put("administrator", account.administrator())
                .put("signed_in", account.signedIn());
    }
}
