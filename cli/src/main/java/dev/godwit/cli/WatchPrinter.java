package dev.godwit.cli;

import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;

/// What a `watch` prints: a line per message, per tick of an own message, and per change of the connection.
/// Nothing is ever drawn over, so it suits logs, pipes and screen readers as well as a terminal.
final class WatchPrinter {
    private static final int EXCERPT = 30;

    private final Terminal terminal;
    private final boolean json;
    private final MessageLines lines;
    private final Marks marks;
    private String said = "offline";

    WatchPrinter(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
        this.lines = new MessageLines(terminal);
        this.marks = new Marks(terminal.colour());
    }

    void message(Conversation conversation, Message message) {
        if (json) {
            print(MessageLines.json(event("message", conversation), message).end());
        } else {
            print(lines.line(message, who(conversation, message)));
        }
    }

    void state(Conversation conversation, Message message) {
        print(
                json
                        ? MessageLines.json(event("state", conversation), message)
                                .end()
                        : "       " + own(conversation) + "  " + marks.soft(Printable.excerpt(message.text(), EXCERPT))
                                + "  " + marks.of(message.state()));
    }

    /// Once when it is lost and once when it is back, not at each attempt. To standard error, except as
    /// JSON: it is news about the network, not from people.
    void connection(ConnectionState state, int waiting) {
        boolean passing = state instanceof ConnectionState.Connecting
                || (state instanceof ConnectionState.Online(var caughtUp) && !caughtUp);
        var word = Words.word(state);
        if (passing || word.equals(said)) {
            return;
        }
        said = word;
        if (json) {
            print(new JsonLine()
                    .put("event", "connection")
                    .put("connection", word)
                    .put("waiting", waiting)
                    .end());
        } else {
            boolean online = state instanceof ConnectionState.Online;
            terminal.err().println(marks.soft(Words.connection(state) + (online ? "" : Words.waiting(waiting, true))));
        }
    }

    private static String who(Conversation conversation, Message message) {
        if (message.change().isPresent()) {
            return Printable.line(conversation.title());
        }
        if (message.mine()) {
            return own(conversation);
        }
        return conversation.group().isPresent()
                ? MessageLines.name(message) + " in " + Printable.line(conversation.title())
                : MessageLines.name(message);
    }

    private static String own(Conversation conversation) {
        return "you → " + Printable.line(conversation.title());
    }

    private void print(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }

    private static JsonLine event(String name, Conversation conversation) {
        return new JsonLine().put("event", name).put("title", conversation.title());
    }
}
