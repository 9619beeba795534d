package dev.godwit.cli.chat;

import dev.godwit.client.view.Message;
import java.util.List;
import java.util.Optional;

/// Moves the view over the messages, and says which pages that takes.
final class Scrolling {
    private final Model model;
    private final Transcript transcript;

    Scrolling(Model model, Transcript transcript) {
        this.model = model;
        this.transcript = transcript;
    }

    private List<Transcript.Line> lines() {
        return transcript.lines(model, Geometry.of(model).main());
    }

    /// The newest message of which the last line is on the screen.
    Optional<Message> newestShown() {
        return model.history.flatMap(history -> {
            var lines = lines();
            var part = Transcript.visible(lines, history, Geometry.of(model).messages());
            for (int i = part.to() - 1; i >= part.from(); i--) {
                long message = lines.get(i).message();
                if (i + 1 == lines.size() || lines.get(i + 1).message() != message) {
                    return history.message(message);
                }
            }
            return Optional.empty();
        });
    }

    /// @param by lines, upwards if positive
    Optional<Wish> by(int by) {
        return model.history.flatMap(history -> {
            var lines = lines();
            int height = Geometry.of(model).messages();
            var part = Transcript.visible(lines, history, height);
            int to = Math.clamp((long) part.to() - by, Math.min(height, lines.size()), lines.size());
            stopAt(history, lines, to);
            return more(history, lines.size(), to, height, by);
        });
    }

    private static void stopAt(History history, List<Transcript.Line> lines, int to) {
        if (to == 0 || (to == lines.size() && history.hasNewest())) {
            history.follow();
            return;
        }
        long message = lines.get(to - 1).message();
        history.scrollTo(message, Transcript.lastOf(lines, message) - (to - 1));
    }

    private static Optional<Wish> more(History history, int size, int to, int height, int by) {
        boolean needed = by > 0 ? to - height < height && history.older() : size - to < height && history.newer();
        return needed ? Optional.of(history.wish()) : Optional.empty();
    }

    int page() {
        return Math.max(1, Geometry.of(model).messages() - 2);
    }

    Optional<Wish> toNewest() {
        return model.history.flatMap(history -> {
            boolean elsewhere = !history.hasNewest();
            history.toNewest();
            return elsewhere ? Optional.of(history.wish()) : Optional.empty();
        });
    }

    /// As far back as what is loaded goes, and more of it.
    Optional<Wish> toOldest() {
        return by(Integer.MAX_VALUE / 2);
    }

    /// Brings a message to the screen that is loaded.
    Optional<Wish> reveal(long message) {
        return model.history.flatMap(history -> {
            var lines = lines();
            int height = Geometry.of(model).messages();
            var part = Transcript.visible(lines, history, height);
            int first = Transcript.firstOf(lines, message);
            int last = Transcript.lastOf(lines, message);
            if (first < 0 || (first >= part.from() && last < part.to())) {
                return Optional.empty();
            }
            int by = first < part.from() ? part.from() - first : -(last + 1 - part.to());
            return by(by);
        });
    }
}
