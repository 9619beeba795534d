package dev.godwit.cli.chat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedCharSequence;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;

/// Brings pictures to a terminal, of each only what differs from the one before, line by line and pane by
/// pane: nothing is cleared that is written again, so nothing flickers.
///
/// Each pane is painted from its own column. JLine's `Display` writes lines as wholes and moves within them
/// by what it has measured: one emoji that this terminal draws wider would shift all that stands to its
/// right.
final class Painter {
    private static final String BEGIN_UPDATE = "\u001b[?2026h";
    private static final String END_UPDATE = "\u001b[?2026l";
    private static final String SAMPLE = "#";

    private final Terminal terminal;
    private final Theme theme;
    private final Map<AttributedStyle, Around> styles = new HashMap<>();
    private Optional<Picture> shown = Optional.empty();

    Painter(Terminal terminal, Theme theme) {
        this.terminal = terminal;
        this.theme = theme;
    }

    /// What the screen shows is not known any more.
    void forget() {
        shown = Optional.empty();
    }

    void paint(Picture picture) {
        if (shown.equals(Optional.of(picture))) {
            return;
        }
        var out = terminal.writer();
        out.write(BEGIN_UPDATE);
        terminal.puts(Capability.cursor_invisible);
        var before = shown.filter(old -> old.columns() == picture.columns() && old.rows() == picture.rows());
        if (before.isEmpty()) {
            terminal.puts(Capability.clear_screen);
        }
        for (int row = 0; row < picture.rows(); row++) {
            paintRow(before, picture, row);
        }
        if (picture.row() >= 0) {
            terminal.puts(
                    Capability.cursor_address,
                    Math.min(picture.row(), picture.rows() - 1),
                    Math.min(picture.column(), picture.columns() - 1));
            terminal.puts(Capability.cursor_normal);
        }
        out.write(END_UPDATE);
        terminal.flush();
        shown = Optional.of(picture);
    }

    /// From the first pane that differs to the right end: should a line have run over, this repairs it.
    private void paintRow(Optional<Picture> before, Picture picture, int row) {
        var panes = picture.panes();
        for (int i = firstDifferent(before, panes, row); i < panes.size(); i++) {
            var pane = panes.get(i);
            var line = pane.lines().get(row);
            terminal.puts(Capability.cursor_address, row, pane.column());
            terminal.writer().write(ansi(line));
            if (i == panes.size() - 1) {
                if (Cells.width(line.toString()) < pane.width()) {
                    terminal.puts(Capability.clr_eol);
                }
            } else {
                terminal.writer().write(" ".repeat(Math.max(0, pane.width() - Cells.width(line.toString()))));
            }
        }
    }

    private static int firstDifferent(Optional<Picture> before, List<Picture.Pane> panes, int row) {
        if (before.isEmpty() || before.get().panes().size() != panes.size()) {
            return 0;
        }
        for (int i = 0; i < panes.size(); i++) {
            var old = before.get().panes().get(i);
            var pane = panes.get(i);
            boolean same = old.column() == pane.column()
                    && old.width() == pane.width()
                    && old.lines().get(row).equals(pane.lines().get(row));
            if (!same) {
                return i;
            }
        }
        return panes.size();
    }

    /// JLine's own `toAnsi` takes lines and corners of tables for those of the alternate character set, or
    /// makes them `-` and `+`, in what people write as well; so it says only what each style begins and
    /// ends with.
    private String ansi(AttributedString line) {
        var out = new StringBuilder();
        var text = line.toString();
        for (int at = 0; at < text.length(); at = line.runLimit(at)) {
            var around = styles.computeIfAbsent(line.styleAt(at), this::around);
            out.append(around.begin()).append(text, at, line.runLimit(at)).append(around.end());
        }
        return out.toString();
    }

    private Around around(AttributedStyle style) {
        var sample = new AttributedString(SAMPLE, style);
        var ansi = switch (theme.depth()) {
            case NONE, SIXTEEN -> sample.toAnsi(8, AttributedCharSequence.ForceMode.None);
            case LIGHT, DARK ->
                sample.toAnsi(AttributedCharSequence.TRUE_COLORS, AttributedCharSequence.ForceMode.ForceTrueColors);
        };
        int at = ansi.indexOf(SAMPLE);
        return new Around(ansi.substring(0, at), ansi.substring(at + SAMPLE.length()));
    }

    private record Around(String begin, String end) {}
}
