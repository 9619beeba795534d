package dev.godwit.cli.chat;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jline.utils.AttributedString;

/// The messages of a conversation as lines. What does not change from one drawing to the next is kept: at
/// each key only messages that have changed are laid out again.
final class Transcript {
    private static final Duration ONE_GO = Duration.ofMinutes(10);
    private static final int KEPT = 4_000;

    private final Theme theme;
    private final Map<MessageLines.Shape, List<AttributedString>> kept = new HashMap<>();

    Transcript(Theme theme) {
        this.theme = theme;
    }

    /// @param message [Message#key]; days and the line above new messages belong to the message below them
    record Line(long message, AttributedString text) {}

    /// All that is loaded, oldest first.
    List<Line> lines(Model model, int width) {
        if (model.history.isEmpty()) {
            return List.of();
        }
        var history = model.history.get();
        boolean group = model.open().flatMap(each -> each.group()).isPresent();
        var newestOwn = newestOwn(history.messages());
        var lines = new ArrayList<Line>();
        Message previous = null;
        for (var message : history.messages()) {
            boolean day = previous == null
                    || !previous.at()
                            .atZone(model.zone)
                            .toLocalDate()
                            .equals(message.at().atZone(model.zone).toLocalDate());
            boolean named = day || previous == null || !continues(previous, message);
            var shape = new MessageLines.Shape(
                    message,
                    day ? Days.name(message.at(), model.now, model.zone) : "",
                    history.firstNew().equals(OptionalLong.of(message.key())),
                    named || history.firstNew().equals(OptionalLong.of(message.key())),
                    group,
                    newestOwn.equals(OptionalLong.of(message.key())),
                    model.selected.equals(OptionalLong.of(message.key())),
                    Days.clock(message.at(), model.zone),
                    width);
            for (var text : laidOut(shape)) {
                lines.add(new Line(message.key(), text));
            }
            previous = message;
        }
        return lines;
    }

    private List<AttributedString> laidOut(MessageLines.Shape shape) {
        if (kept.size() > KEPT) {
            kept.clear();
        }
        return kept.computeIfAbsent(shape, each -> MessageLines.of(each, theme));
    }

    /// Whether one wrote both in one go, so that the name need not be said again.
    private static boolean continues(Message previous, Message message) {
        return previous.sender().equals(message.sender())
                && previous.change().isEmpty()
                && Duration.between(previous.at(), message.at()).compareTo(ONE_GO) < 0;
    }

    private static OptionalLong newestOwn(List<Message> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            var message = messages.get(i);
            if (message.mine() && message.change().isEmpty() && !(message.state() instanceof MessageState.Pending)) {
                return OptionalLong.of(message.key());
            }
        }
        return OptionalLong.empty();
    }

    /// Which lines are on the screen: from, inclusive, to, exclusive.
    record Part(int from, int to) {}

    static Part visible(List<Line> lines, History history, int height) {
        int to = lines.size();
        if (history.anchor().isPresent()) {
            int last = lastOf(lines, history.anchor().getAsLong());
            to = last < 0 ? to : Math.max(0, last + 1 - history.hidden());
        }
        int from = Math.max(0, to - height);
        return new Part(from, Math.min(lines.size(), from + height));
    }

    static int lastOf(List<Line> lines, long message) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).message() == message) {
                return i;
            }
        }
        return -1;
    }

    static int firstOf(List<Line> lines, long message) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).message() == message) {
                return i;
            }
        }
        return -1;
    }
}
