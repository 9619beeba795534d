package dev.godwit.cli.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// Draws the model. The same model, size and theme make the same picture.
final class View {
    private static final int SMALLEST_WIDTH = 20;
    private static final int SMALLEST_HEIGHT = 6;

    private final Theme theme;
    private final ListPane list;
    private final TalkPane talk;
    private final PanelPane panels;
    private final DetailsPane details;

    View(Theme theme, Transcript transcript) {
        this.theme = theme;
        this.list = new ListPane(theme);
        this.talk = new TalkPane(theme, transcript);
        this.panels = new PanelPane(theme);
        this.details = new DetailsPane(theme);
    }

    Picture draw(Model model) {
        if (model.columns < SMALLEST_WIDTH || model.rows < SMALLEST_HEIGHT) {
            return whole(model, List.of(new AttributedString(Cells.cut("Too small", model.columns))));
        }
        if (model.locked.isPresent()) {
            return whole(model, locked(model, model.locked.get()));
        }
        if (model.panel instanceof Panel.Help) {
            // For a moment it may have the whole screen: half a sentence helps nobody.
            return whole(model, panels.draw(model, model.columns).lines());
        }
        var geometry = Geometry.of(model);
        var panes = new ArrayList<Picture.Pane>();
        int column = 0;
        if (geometry.list() > 0) {
            panes.add(Picture.Pane.of(column, geometry.list(), model.rows, list.lines(model, geometry.list())));
            column += geometry.list();
        }
        var cursor = new Cursor(-1, 0);
        if (geometry.main() > 0) {
            if (column > 0) {
                panes.add(seam(column++, model.rows));
            }
            var drawn = model.panel instanceof Panel.None
                    ? talk.draw(model, geometry)
                    : panels.draw(model, geometry.main());
            panes.add(Picture.Pane.of(column, geometry.main(), model.rows, drawn.lines()));
            cursor = drawn.cursor().row() < 0
                    ? drawn.cursor()
                    : new Cursor(drawn.cursor().row(), drawn.cursor().column() + column);
            column += geometry.main();
        }
        if (geometry.details() > 0) {
            panes.add(seam(column++, model.rows));
            panes.add(
                    Picture.Pane.of(column, geometry.details(), model.rows, details.lines(model, geometry.details())));
        }
        return new Picture(model.columns, model.rows, panes, cursor.row(), cursor.column());
    }

    /// @param row -1 for nowhere
    record Cursor(int row, int column) {}

    record Drawn(List<AttributedString> lines, Cursor cursor) {
        Drawn {
            lines = List.copyOf(lines);
        }
    }

    private Picture.Pane seam(int column, int rows) {
        var line = new AttributedString("│", theme.style(Theme.Role.SOFT));
        return new Picture.Pane(column, 1, Collections.nCopies(rows, line));
    }

    private static Picture whole(Model model, List<AttributedString> lines) {
        var pane = Picture.Pane.of(0, model.columns, model.rows, lines);
        return new Picture(model.columns, model.rows, List.of(pane), -1, 0);
    }

    private static List<AttributedString> locked(Model model, String words) {
        var lines = new ArrayList<AttributedString>();
        lines.add(AttributedString.EMPTY);
        int width = Math.max(2, model.columns - 4);
        for (var sentence : List.of(
                words,
                "",
                "Nothing is lost: what waits here goes out once you have signed in again:",
                "godwit login " + model.me,
                "",
                "q ends.")) {
            for (var line : Cells.wrap(Cells.line(sentence), width)) {
                lines.add(new AttributedString("  " + line, AttributedStyle.DEFAULT));
            }
        }
        return lines;
    }
}
