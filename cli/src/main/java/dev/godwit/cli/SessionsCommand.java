package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "sessions",
        header = "List signed-in devices, sign one out.",
        synopsisSubcommandLabel = "[COMMAND]",
        description = "List the devices that are signed in to this account. Asks the server.")
final class SessionsCommand extends ProfileCommand {
    SessionsCommand(Terminal terminal) {
        super(terminal);
    }

    static CommandLine withSubcommands(Terminal terminal) {
        return new CommandLine(new SessionsCommand(terminal)).addSubcommand("revoke", new Revoke(terminal));
    }

    @Override
    int run(Godwit godwit) {
        godwit.sessions().forEach(session -> print(json ? json(session).end() : line(session)));
        return ExitCode.OK;
    }

    private String line(Session session) {
        var lines = new MessageLines(terminal);
        return session.id() + "  " + MessageLines.pad(Printable.line(session.name()), 24) + "  last used "
                + lines.day(session.lastUsed()) + ' ' + lines.clock(session.lastUsed())
                + (session.current() ? "  (this one)" : "");
    }

    private static JsonLine json(Session session) {
        return new JsonLine()
                .put("session", session.id())
                .put("device", session.device().map(Object::toString))
                .put("name", session.name())
                .put("created", session.created().toEpochMilli())
                .put("last_used", session.lastUsed().toEpochMilli())
                .put("current", session.current());
    }

    @Command(
            name = "revoke",
            description = "Sign a device out, a lost one for example. Its live connection is closed at once.")
    static final class Revoke extends ProfileCommand {
        @Parameters(paramLabel = "SESSION", description = "The id that 'godwit sessions' shows.")
        private String session = "";

        Revoke(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Godwit godwit) {
            godwit.revoke(session);
            print(
                    json
                            ? new JsonLine()
                                    .put("session", session)
                                    .put("revoked", true)
                                    .end()
                            : "Signed out.");
            return ExitCode.OK;
        }
    }
}
