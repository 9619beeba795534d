package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.Session;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "devices",
        header = "List your devices, sign one out.",
        synopsisSubcommandLabel = "[COMMAND]",
        description = "The devices that are signed in to this account, with their last use. Asks the server.")
final class DevicesCommand extends ProfileCommand {
    static final Subcommands FAMILY =
            new Subcommands(DevicesCommand::new).with("list", DeviceList::new).with("sign-out", SignOut::new);

    /// What both were called when they were about sessions.
    static final Subcommands BEFORE = new Subcommands(DevicesCommand::new).with("revoke", SignOut::new);

    DevicesCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        return list(this, godwit);
    }

    private static int list(ProfileCommand command, Godwit godwit) {
        godwit.sessions().forEach(session -> command.print(json(session), line(command.terminal, session)));
        return ExitCode.OK;
    }

    private static String line(Terminal terminal, Session session) {
        var lines = new MessageLines(terminal);
        return session.id() + "  " + MessageLines.pad(Printable.line(session.name()), 24) + "  last used "
                + lines.when(session.lastUsed())
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

    @Command(name = "list", description = "The devices that are signed in, with their last use.")
    static final class DeviceList extends ProfileCommand {
        DeviceList(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Godwit godwit) {
            return list(this, godwit);
        }
    }

    @Command(
            name = "sign-out",
            description = {
                "Sign a device out, a lost one for example. Its connection is closed at once, and its database locks.",
                "What waits in its outbox stays there until you sign in on it again."
            })
    static final class SignOut extends ProfileCommand {
        @Parameters(paramLabel = "DEVICE", description = "Its name, if only one has it, or the id before it.")
        private String device = "";

        SignOut(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Godwit godwit) {
            var session = find(godwit.sessions());
            godwit.revoke(session.id());
            print(
                    new JsonLine().put("session", session.id()).put("revoked", true),
                    "Signed out" + (session.name().isEmpty() ? "" : ": " + Printable.line(session.name())) + '.');
            return ExitCode.OK;
        }

        private Session find(List<Session> sessions) {
            var meant = sessions.stream()
                    .filter(session ->
                            session.id().equals(device) || session.name().equalsIgnoreCase(device))
                    .toList();
            return switch (meant.size()) {
                case 1 -> meant.getFirst();
                case 0 ->
                    throw new Trouble(
                            ExitCode.FAILED,
                            "No device of yours is called " + Printable.line(device)
                                    + ". 'godwit devices' lists them.");
                default ->
                    throw new Trouble(
                            ExitCode.FAILED,
                            meant.size() + " devices are called " + Printable.line(device)
                                    + ". Nothing was done; use the id: "
                                    + meant.stream()
                                            .map(session -> session.id() + (session.current() ? " (this one)" : ""))
                                            .collect(Collectors.joining(", "))
                                    + '.');
            };
        }
    }
}
