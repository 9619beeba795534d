package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.OutboxItem;
import java.util.Locale;
import picocli.CommandLine.Command;

@Command(
        name = "outbox",
        header = "Show what waits, retry, edit or discard it.",
        synopsisSubcommandLabel = "[COMMAND]",
        description = {
            "What still has to reach the server, and what each of it waits for. Works without a network.",
            "What waits goes out by itself. What failed needs you: retry, edit or discard it by the number shown."
        })
final class OutboxCommand extends ProfileCommand {
    static final Subcommands FAMILY = new Subcommands(OutboxCommand::new)
            .with("retry", OutboxDecision.Retry::new)
            .with("edit", OutboxDecision.Edit::new)
            .with("discard", OutboxDecision.Discard::new);

    private static final int EXCERPT = 40;

    OutboxCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var items = godwit.outbox();
        if (json) {
            items.forEach(item -> print(json(item).end()));
        } else if (items.isEmpty()) {
            print("Nothing waits.");
        } else {
            items.forEach(item -> print(line(item)));
        }
        sendInBackground(godwit);
        return ExitCode.OK;
    }

    private String line(OutboxItem item) {
        var marks = new Marks(terminal.colour());
        var lines = new MessageLines(terminal);
        var number = item.message().isPresent() ? "#" + item.message().getAsLong() : "";
        return MessageLines.pad(number, 5) + lines.when(item.since()) + "  "
                + words(item.what()) + Printable.line(item.title()) + "  "
                + (item.text().isEmpty() ? "" : '"' + Printable.excerpt(item.text(), EXCERPT) + "\"  ")
                + marks.of(item.state());
    }

    private static String words(OutboxItem.What what) {
        return switch (what) {
            case MESSAGE -> "to ";
            case EDIT -> "edit, to ";
            case DELETE -> "taken back, to ";
            case WITHDRAW -> "withdrawal, to ";
            case GROUP -> "in ";
            case SETTING -> "setting ";
            case LOOKUP -> "look up ";
            case OTHER -> "to ";
        };
    }

    private static JsonLine json(OutboxItem item) {
        var line = new JsonLine()
                .put("item", item.key())
                .put("message", item.message())
                .put("conversation", item.conversation())
                .put("title", item.title())
                .put("what", item.what().name().toLowerCase(Locale.ROOT))
                .put("text", item.text())
                .put("since", item.since().toEpochMilli())
                .put("attempts", item.attempts());
        item.nextAttempt().ifPresent(at -> line.put("next_attempt", at.toEpochMilli()));
        return MessageLines.state(line, item.state());
    }

    /// How many messages and changes can leave without a decision. A look-up is not one: it only serves a
    /// message.
    static int waiting(Godwit godwit) {
        return (int) godwit.outbox().stream()
                .filter(item -> item.what() != OutboxItem.What.LOOKUP)
                .filter(item -> !(item.state() instanceof MessageState.Failed))
                .count();
    }
}
