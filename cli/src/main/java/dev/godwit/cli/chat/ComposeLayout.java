package dev.godwit.cli.chat;

import java.util.ArrayList;
import java.util.List;

/// How a text that is being written lies in lines of a width, and where the cursor is.
///
/// @param lines  as shown
/// @param starts offset in the text of the first character of each line
/// @param row    line of the cursor
/// @param column cell of the cursor in it
record ComposeLayout(List<String> lines, List<Integer> starts, int row, int column) {
    ComposeLayout {
        lines = List.copyOf(lines);
        starts = List.copyOf(starts);
    }

    static ComposeLayout of(String text, int cursor, int width) {
        var drawing = new Drawing(cursor, Math.max(2, width));
        int offset = 0;
        for (var cluster : Cells.clusters(text)) {
            drawing.add(cluster, offset);
            offset += cluster.length();
        }
        return drawing.end(offset);
    }

    /// Offset in the text that stands nearest above or below the cursor; -1 beyond the first or last line.
    int vertically(String text, int lines) {
        int wanted = row + lines;
        if (wanted < 0 || wanted >= starts.size()) {
            return -1;
        }
        int start = starts.get(wanted);
        int end = wanted + 1 < starts.size() ? starts.get(wanted + 1) : text.length();
        int used = 0;
        int offset = start;
        for (var cluster : Cells.clusters(text.substring(start, end))) {
            int cells = Cells.width(Cells.text(cluster));
            if (used + cells > column || cluster.equals("\n")) {
                break;
            }
            used += cells;
            offset += cluster.length();
        }
        return Math.min(offset, wanted + 1 < starts.size() ? end - 1 : end);
    }

    private static final class Drawing {
        private final int cursor;
        private final int width;
        private final List<String> lines = new ArrayList<>();
        private final List<Integer> starts = new ArrayList<>(List.of(0));
        private final StringBuilder line = new StringBuilder();
        private int used;
        private int row = -1;
        private int column;

        Drawing(int cursor, int width) {
            this.cursor = cursor;
            this.width = width;
        }

        void add(String cluster, int offset) {
            if (cluster.indexOf('\n') >= 0) {
                mark(offset);
                next(offset + cluster.length());
                return;
            }
            var shown = Cells.text(cluster);
            int cells = Cells.width(shown);
            if (used + cells > width) {
                next(offset);
            }
            mark(offset);
            line.append(shown);
            used += cells;
        }

        private void mark(int offset) {
            if (offset >= cursor && row < 0) {
                row = lines.size();
                column = used;
            }
        }

        private void next(int start) {
            lines.add(line.toString());
            starts.add(start);
            line.setLength(0);
            used = 0;
        }

        ComposeLayout end(int length) {
            if (used >= width) {
                next(length);
            }
            mark(Math.max(length, cursor));
            lines.add(line.toString());
            return new ComposeLayout(lines, starts, row, column);
        }
    }
}
