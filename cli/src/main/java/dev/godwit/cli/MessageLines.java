package dev.godwit.cli;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// How a message looks, for people and as JSON.
final class MessageLines {
    private final Marks marks;
    private final ZoneId zone;

    MessageLines(Terminal terminal) {
        this.marks = new Marks(terminal.colour());
        this.zone = terminal.zone();
    }

    /// `12:04  you       On my way  ✓✓ read`
    String line(Message message) {
        return line(message, message.change().isPresent() ? "·" : name(message));
    }

    /// @param who what stands in the place of the sender's name
    String line(Message message, String who) {
        var head = clock(message.at()) + "  " + pad(who, 8) + "  ";
        var body = body(message);
        var tail = new StringBuilder();
        if (message.edited() && !message.deleted()) {
            tail.append("  ").append(marks.soft("(edited)"));
        }
        if (message.changing()) {
            tail.append("  ").append(marks.amber("🕓 change waiting"));
        }
        var mark = marks.of(message.state());
        if (!mark.isEmpty()) {
            tail.append("  ").append(mark);
            if (message.state() instanceof MessageState.Failed) {
                tail.append("  ").append(marks.soft("#" + message.key()));
            }
        }
        return head + body.stripTrailing().replace("\n", "\n" + " ".repeat(head.length())) + tail;
    }

    private String body(Message message) {
        if (message.deleted()) {
            return marks.soft("(taken back)");
        }
        // The words of a change say who made it.
        return message.change().isPresent()
                ? marks.soft(Printable.line(message.text()))
                : Printable.text(message.text());
    }

    static JsonLine json(Message message) {
        return json(new JsonLine(), message);
    }

    static JsonLine json(JsonLine line, Message message) {
        line.put("message", message.key())
                .put("conversation", message.conversation())
                .put("id", message.id().value())
                .put("seq", message.seq())
                .put("from", message.sender().value())
                .put("from_name", message.senderName())
                .put("mine", message.mine())
                .put("at", message.at().toEpochMilli())
                .put("kind", message.kind())
                .put("text", message.text())
                .put("edited", message.edited())
                .put("deleted", message.deleted());
        message.change().ifPresent(change -> line.put("change", GroupJson.change(change)));
        if (message.readers() > 0) {
            line.put("readers", message.readers());
        }
        return state(line, message.state());
    }

    static JsonLine state(JsonLine line, MessageState state) {
        line.put("state", state.word());
        switch (state) {
            case MessageState.Pending(var waitsFor) ->
                line.put("waits_for", waitsFor.name().toLowerCase(java.util.Locale.ROOT));
            case MessageState.Failed(var code, var reason) ->
                line.put("code", code).put("reason", reason);
            case MessageState.Received(var read) -> line.put("read", read);
            case MessageState.Sent(), MessageState.Delivered(), MessageState.Read() -> {}
        }
        return line;
    }

    LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /// `2026-11-22 12:04`
    String when(Instant at) {
        return day(at) + " " + clock(at);
    }

    String clock(Instant at) {
        var time = at.atZone(zone);
        return two(time.getHour()) + ':' + two(time.getMinute());
    }

    static String name(Message message) {
        return message.mine()
                ? "you"
                : Printable.line(message.senderName().orElse(message.sender().value()));
    }

    static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
