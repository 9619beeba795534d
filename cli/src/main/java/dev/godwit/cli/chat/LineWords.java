package dev.godwit.cli.chat;

import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;

/// Says things in one line each, in words only: no marks, no colour, no cursor.
final class LineWords {
    private static final int EXCERPT = 40;

    private final PrintStream out;
    private final ZoneId zone;

    LineWords(PrintStream out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
    }

    void say(String line) {
        out.println(Cells.line(line));
        out.flush();
    }

    /// @param where named unless it is the conversation that is open
    void message(Conversation where, Message message, boolean open) {
        say(line(where, message, open));
    }

    String line(Conversation where, Message message, boolean open) {
        var text = message.deleted() ? "message taken back" : message.text();
        var head = Days.clock(message.at(), zone) + ' ';
        if (message.change().isPresent()) {
            return head + (open ? "" : "in " + where.title() + ": ") + text + failure(message);
        }
        var who = message.mine()
                ? "you"
                : message.senderName().orElse(message.sender().value());
        boolean known = open || (where.group().isEmpty() && !message.mine());
        var place = known ? "" : message.mine() ? " to " + where.title() : " in " + where.title();
        var edited = message.edited() && !message.deleted() ? " (edited)" : "";
        return head + who + place + ": " + text + edited + state(message);
    }

    /// The day of a message before today, with a comma.
    String day(Message message, Instant now) {
        var brief = Days.brief(message.at(), now, zone);
        return brief.equals(Days.clock(message.at(), zone)) ? "" : brief + ", ";
    }

    private static String state(Message message) {
        return switch (message.state()) {
            case MessageState.Received(var read) -> "";
            case MessageState.Failed failed -> failure(message);
            case MessageState.Pending(var waitsFor) -> " (waiting)";
            case MessageState.Sent(), MessageState.Delivered(), MessageState.Read() ->
                " (" + message.state().word() + ")";
        };
    }

    private static String failure(Message message) {
        return message.state() instanceof MessageState.Failed(var code, var reason)
                ? " (failed: " + reason + " " + choices(message) + ")"
                : "";
    }

    private static String choices(Message message) {
        return "/retry " + message.key() + ", /edit " + message.key() + " TEXT, or /discard " + message.key();
    }

    /// An own message got further.
    void state(Conversation where, Message message) {
        var text = Cells.cut(Cells.line(message.text()), EXCERPT);
        var news = switch (message.state()) {
            case MessageState.Failed(var code, var reason) -> "failed: " + reason + ' ' + choices(message);
            case MessageState.Pending(var waitsFor) -> "waiting";
            case MessageState.Sent(), MessageState.Delivered(), MessageState.Read(), MessageState.Received(var _) ->
                message.state().word();
        };
        say("Your message to " + where.title() + ", " + text + ": " + news);
    }

    void changed(Conversation where, Message message) {
        var who = message.mine()
                ? "You"
                : message.senderName().orElse(message.sender().value());
        say(who + (message.deleted() ? " took a message back" : " changed a message") + " in " + where.title()
                + (message.deleted() ? "." : ": " + message.text()));
    }
}
