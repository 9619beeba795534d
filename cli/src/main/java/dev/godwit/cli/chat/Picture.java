package dev.godwit.cli.chat;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// A whole screen.
///
/// @param panes  from left to right
/// @param row    of the cursor; -1 where there is none
/// @param column of the cursor
record Picture(int columns, int rows, List<Pane> panes, int row, int column) {
    Picture {
        panes = List.copyOf(panes);
    }

    /// A part from top to bottom. Each is painted from a column of its own, so that a line that takes more
    /// or fewer cells in this terminal than was measured does not shift what stands beside it.
    ///
    /// @param lines as many as the screen has rows, none wider than the pane
    record Pane(int column, int width, List<AttributedString> lines) {
        static Pane of(int column, int width, int rows, List<AttributedString> lines) {
            var all = new ArrayList<>(lines.subList(0, Math.min(rows, lines.size())));
            while (all.size() < rows) {
                all.add(AttributedString.EMPTY);
            }
            return new Pane(column, width, all);
        }

        Pane {
            lines = List.copyOf(lines);
        }
    }

    /// What a person sees, line by line; for tests.
    List<String> text() {
        var found = new ArrayList<String>();
        for (int row = 0; row < rows; row++) {
            var line = new StringBuilder();
            for (var pane : panes) {
                line.append(" ".repeat(Math.max(0, pane.column() - Cells.width(line.toString()))));
                line.append(pane.lines().get(row));
            }
            found.add(line.toString().stripTrailing());
        }
        return found;
    }
}
