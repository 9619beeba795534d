package dev.godwit.cli.chat;

import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The two lines above the text that is written; each is there only when it has something to say.
final class StatusLines {
    /// Lines that one of them takes in a narrow pane.
    private static final int MOST = 2;

    private StatusLines() {}

    record Line(String words, Theme.Role role) {
        /// As it stands in a pane of this width.
        List<String> in(int width) {
            return Cells.wrap(words, width - 1).stream().limit(MOST).toList();
        }
    }

    /// What the network does, where that matters to somebody who writes.
    static Optional<Line> connection(Model model) {
        return switch (model.connection) {
            case ConnectionState.Online(var caughtUp) ->
                caughtUp ? Optional.empty() : soft("Connected. Fetching what is new …");
            case ConnectionState.Connecting() ->
                model.waiting > 0 ? soft("Connecting …" + waiting(model.waiting)) : Optional.empty();
            case ConnectionState.Offline() ->
                model.waiting > 0
                        ? soft("Another program of this profile has the connection." + waiting(model.waiting))
                        : Optional.empty();
            case ConnectionState.WaitingToRetry(var at, var reason) -> {
                long seconds = Math.max(0, Duration.between(model.now, at).toSeconds());
                var again = seconds == 0 ? "Reconnecting …" : "Reconnecting in " + seconds + " s · Ctrl+R: try now";
                yield Optional.of(new Line("No network." + waiting(model.waiting) + ' ' + again, Theme.Role.WAITING));
            }
            case ConnectionState.SignedOut(var reason) ->
                Optional.of(new Line(
                        model.waiting > 0
                                ? "Signed out. Sign in to send what waits: godwit login " + model.me
                                : "Signed out. Sign in again: godwit login " + model.me,
                        Theme.Role.FAILED));
        };
    }

    private static Optional<Line> soft(String words) {
        return Optional.of(new Line(words, Theme.Role.SOFT));
    }

    static String waiting(int waiting) {
        return switch (waiting) {
            case 0 -> "";
            case 1 -> " 1 message waits here and goes out by itself.";
            default -> " " + waiting + " messages wait here and go out by themselves.";
        };
    }

    /// A question, an answer, what the keys do now, or what is special about this conversation.
    static Optional<Line> notice(Model model) {
        if (model.question.isPresent()) {
            return model.question.map(asked -> new Line(asked.words() + " (y/n)", Theme.Role.STRONG));
        }
        if (model.notice.isPresent()) {
            return model.notice.map(
                    said -> new Line(said.words(), said.trouble() ? Theme.Role.FAILED : Theme.Role.LIVE));
        }
        var selected = model.selectedMessage();
        if (selected.isPresent()) {
            return soft(keys(selected.get()));
        }
        if (model.editing.isPresent()) {
            return soft("Editing. Enter: change it · Esc: leave it as it was");
        }
        return model.open().flatMap(StatusLines::special);
    }

    private static String keys(Message message) {
        if (!message.mine() || message.deleted()) {
            return "↑ ↓ other messages · Esc: back";
        }
        return switch (message.state()) {
            case MessageState.Failed(var code, var reason) -> "r: Retry · e: Edit · d: Discard · Esc: back";
            case MessageState.Pending(var waitsFor) -> "e: Edit · d: Discard · Esc: back";
            case MessageState.Sent(), MessageState.Delivered(), MessageState.Read(), MessageState.Received(var _) ->
                "e: Edit · d: Take back · i: Who has it · Esc: back";
        };
    }

    private static Optional<Line> special(Conversation conversation) {
        if (conversation.request()) {
            return soft("You do not know each other yet. Write, or /accept; or /block");
        }
        return Optional.empty();
    }
}
