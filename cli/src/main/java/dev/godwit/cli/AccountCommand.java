package dev.godwit.cli;

import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What `login` and `register` share: whose account, on which server, with which password, for a profile
/// that need not be there yet.
abstract sealed class AccountCommand extends ProfileCommand permits LoginCommand, RegisterCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the account: what others find its owner by.")
    String name = "";

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    Passwords passwords = new Passwords();

    AccountCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    final boolean makesProfile() {
        return true;
    }

    final URI address() {
        return server.address(terminal);
    }
}
