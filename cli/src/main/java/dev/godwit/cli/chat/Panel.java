package dev.godwit.cli.chat;

import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands in the place of the messages for a while.
sealed interface Panel {
    record None() implements Panel {}

    /// Keys and commands.
    ///
    /// @param from first line that is shown
    record Help(int from) implements Panel {}

    /// A few questions, one below the other.
    final class Form implements Panel {
        enum Task {
            TO,
            GROUP,
            JOIN,
            ADD,
            CONTACT
        }

        private final Task purpose;
        private final String title;
        private final List<String> labels;
        private final List<Compose> answers = new ArrayList<>();
        private int active;

        Form(Task purpose, String title, List<String> labels) {
            this.purpose = purpose;
            this.title = title;
            this.labels = List.copyOf(labels);
            labels.forEach(label -> answers.add(new Compose()));
        }

        Task purpose() {
            return purpose;
        }

        String title() {
            return title;
        }

        List<String> labels() {
            return labels;
        }

        List<Compose> answers() {
            return answers;
        }

        String answer(int index) {
            return answers.get(index).text().strip();
        }

        int active() {
            return active;
        }

        Compose input() {
            return answers.get(active);
        }

        void move(int by) {
            active = Math.floorMod(active + by, answers.size());
        }

        boolean isLast() {
            return active == answers.size() - 1;
        }
    }

    /// A list to choose from.
    final class Picker implements Panel {
        enum Choice {
            SWITCH,
            MEMBERS,
            LINKS,
            CONTACTS,
            HITS,
            REACH
        }

        private final Choice purpose;
        private final String title;
        private final String hint;
        private final Compose filter = new Compose();
        private List<Row> rows = List.of();
        private boolean filled;
        private int selected;

        Picker(Choice purpose, String title, String hint) {
            this.purpose = purpose;
            this.title = title;
            this.hint = hint;
        }

        Choice purpose() {
            return purpose;
        }

        String title() {
            return title;
        }

        String hint() {
            return hint;
        }

        /// Whether letters filter the rows; else they are keys.
        boolean hasFilter() {
            return purpose == Choice.SWITCH || purpose == Choice.HITS;
        }

        Compose filter() {
            return filter;
        }

        List<Row> rows() {
            return rows;
        }

        /// Whether an answer has come; before, an empty list means nothing.
        boolean isFilled() {
            return filled;
        }

        void fill(List<Row> replacement) {
            var same = chosen().map(Row::pick);
            rows = List.copyOf(replacement);
            filled = true;
            int again = same.map(pick -> rows.stream().map(Row::pick).toList().indexOf(pick))
                    .orElse(-1);
            selected = again >= 0 ? again : Math.clamp(selected, 0, Math.max(0, rows.size() - 1));
        }

        void toFirst() {
            selected = 0;
        }

        int selected() {
            return selected;
        }

        void move(int by) {
            selected = Math.clamp(selected + by, 0, Math.max(0, rows.size() - 1));
        }

        Optional<Row> chosen() {
            return selected < rows.size() ? Optional.of(rows.get(selected)) : Optional.empty();
        }
    }

    /// @param mark what stands before it; empty text for nothing
    /// @param more soft, behind it
    record Row(Pick pick, String mark, String text, String more) {}

    /// What a row stands for.
    sealed interface Pick {
        record Talk(long conversation) implements Pick {}

        record Somebody(String name) implements Pick {}

        record User(UserId user, String name) implements Pick {}

        record Link(String code) implements Pick {}

        record Hit(long conversation, long message) implements Pick {}
    }
}
