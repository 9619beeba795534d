package dev.godwit.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/// All commands, in the order in which help lists them. Looking at one's annotations takes longer than most
/// commands run, so only those that are asked for are made.
final class Commands {
    private static final Map<String, Maker> ALL = new LinkedHashMap<>();

    /// Makes a command from the arguments behind its name.
    private interface Maker {
        Object make(Terminal terminal, List<String> rest);
    }

    static {
        put("serve", ServeCommand::new);
        put("register", RegisterCommand::new);
        put("login", LoginCommand::new);
        put("logout", LogoutCommand::new);
        put("invite", InviteCommand::new);
        put("chat", ChatCommand::new);
        put("send", SendCommand::new);
        put("read", ReadCommand::new);
        put("conversations", ConversationsCommand::new);
        put("search", SearchCommand::new);
        ALL.put("group", GroupCommand.FAMILY::of);
        ALL.put("contacts", ContactsCommand.FAMILY::of);
        put("accept", AcceptCommand::new);
        put("mute", MuteCommand::new);
        put("unmute", UnmuteCommand::new);
        ALL.put("presence", PresenceCommand.FAMILY::of);
        ALL.put("outbox", OutboxCommand.FAMILY::of);
        put("sync", SyncCommand::new);
        put("watch", WatchCommand::new);
        ALL.put("devices", DevicesCommand.FAMILY::of);
        ALL.put("sessions", DevicesCommand.BEFORE::hidden);
        put("whoami", WhoamiCommand::new);
        put("demo", DemoCommand::new);
        put("restored", RestoredCommand::new);
        put("version", VersionCommand::new);
        put("warm-up", terminal -> new WarmUpCommand());
        put("help", terminal -> new CommandLine.HelpCommand());
    }

    private Commands() {}

    private static void put(String name, Function<Terminal, Object> command) {
        ALL.put(name, (terminal, rest) -> command.apply(terminal));
    }

    /// Adds the one that the arguments name, or all of them where they name none.
    static void addTo(CommandLine commands, Terminal terminal, String... arguments) {
        var asked = arguments.length == 0 ? "help" : arguments[0];
        var one = ALL.get(asked);
        if (one != null && !asked.equals("help")) {
            var rest = Arrays.asList(arguments).subList(1, arguments.length);
            commands.addSubcommand(asked, one.make(terminal, rest));
        } else {
            ALL.forEach((name, command) -> commands.addSubcommand(name, command.make(terminal, List.of())));
        }
    }
}
