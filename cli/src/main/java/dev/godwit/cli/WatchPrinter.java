package dev.godwit.cli;

import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import java.time.Instant;

/// What a `watch` prints: a line per message, per tick of an own message, and per change of the connection. Nothing is
/// ever drawn over, so it suits logs, pipes and screen readers as well as a terminal.
final class WatchPrinter {
    private static final int EXCERPT = 30;

    private final Terminal terminal;
    private final boolean json;
    private final MessageLines lines;
    private final Marks marks;

    WatchPrinter(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
        this.lines = new MessageLines(terminal);
        this.marks = new Marks(terminal.colour());
    }

    void message(Conversation conversation, Message message) {
        print(
                json
                        ? MessageLines.json(event("message", conversation), message)
                                .end()
                        : lines.line(
                                message, message.mine() ? "to " + Printable.line(conversation.title()) + ": " : ""));
    }

    void state(Conversation conversation, Message message) {
        print(
                json
                        ? MessageLines.json(event("state", conversation), message)
                                .end()
                        : "       to " + Printable.line(conversation.title()) + ": "
                                + marks.soft('"' + Printable.excerpt(message.text(), EXCERPT) + '"') + "  "
                                + marks.of(message.state()));
    }

    /// To standard error, except as JSON: it is news about the network, not from people.
    void connection(ConnectionState state, int waiting) {
        if (json) {
            print(new JsonLine()
                    .put("event", "connection")
                    .put("connection", Words.word(state))
                    .put("waiting", waiting)
                    .end());
        } else if (!(state instanceof ConnectionState.Connecting)) {
            boolean online = state instanceof ConnectionState.Online;
            terminal.err()
                    .println(marks.soft(
                            Words.connection(state, Instant.now()) + (online ? "" : Words.waiting(waiting))));
        }
    }

    private void print(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }

    private static JsonLine event(String name, Conversation conversation) {
        return new JsonLine().put("event", name).put("title", conversation.title());
    }
}
