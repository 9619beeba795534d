package dev.godwit.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/// All commands, in the order in which help lists them. Looking at one's annotations takes longer than most commands
/// run, so only those that are asked for are made.
final class Commands {
    private static final Map<String, Function<Terminal, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("serve", ServeCommand::new);
        ALL.put("register", RegisterCommand::new);
        ALL.put("login", LoginCommand::new);
        ALL.put("logout", LogoutCommand::new);
        ALL.put("invite", InviteCommand::new);
        ALL.put("send", SendCommand::new);
        ALL.put("read", ReadCommand::new);
        ALL.put("conversations", ConversationsCommand::new);
        ALL.put("outbox", OutboxCommand::withSubcommands);
        ALL.put("sync", SyncCommand::new);
        ALL.put("watch", WatchCommand::new);
        ALL.put("sessions", SessionsCommand::withSubcommands);
        ALL.put("whoami", WhoamiCommand::new);
        ALL.put("demo", DemoCommand::new);
        ALL.put("restored", RestoredCommand::new);
        ALL.put("version", VersionCommand::new);
        ALL.put("warm-up", terminal -> new WarmUpCommand());
        ALL.put("help", terminal -> new CommandLine.HelpCommand());
    }

    private Commands() {}

    /// Adds the one that the arguments name, or all of them where they name none.
    static void addTo(CommandLine commands, Terminal terminal, String... arguments) {
        var asked = arguments.length == 0 ? "help" : arguments[0];
        var one = ALL.get(asked);
        if (one != null && !asked.equals("help")) {
            commands.addSubcommand(asked, one.apply(terminal));
        } else {
            ALL.forEach((name, command) -> commands.addSubcommand(name, command.apply(terminal)));
        }
    }
}
