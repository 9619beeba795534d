package dev.godwit.cli.chat;

/// Where things are on a screen of this size.
///
/// @param list     width of the list of conversations; 0 if it is not shown
/// @param main     width of the pane beside it; 0 if it is not shown
/// @param details  width of the pane at the right; 0 if there is none
/// @param messages height of the messages
/// @param compose  height of the text that is being written
/// @param text     width of it, behind the prompt, whether it is on the screen at this moment or not
record Geometry(int list, int main, int details, int messages, int compose, int text) {
    private static final int NARROWEST_LIST = 22;
    private static final int WIDEST_LIST = 40;
    private static final int DETAILS = 30;

    /// Header with the line below it.
    static final int ABOVE = 2;

    /// Column in which the text of a message begins: behind its time.
    static final int GUTTER = 6;

    static Geometry of(Model model) {
        int columns = model.columns;
        boolean one = columns < Model.TWO_PANES;
        boolean third = columns >= Model.THREE_PANES && model.open().isPresent();
        int list = one ? 0 : Math.clamp(columns * 3L / 10, NARROWEST_LIST, WIDEST_LIST);
        int details = third ? DETAILS : 0;
        int main = columns - list - (one ? 0 : 1) - (third ? details + 1 : 0);
        int compose = composeHeight(model, main);
        int height = model.rows - ABOVE - 1 - compose - statusHeight(model, main);
        boolean onlyList = one && model.showsList && model.panel instanceof Panel.None;
        return onlyList
                ? new Geometry(columns, 0, 0, height, compose, main - 2)
                : new Geometry(list, main, details, height, compose, main - 2);
    }

    private static int composeHeight(Model model, int main) {
        if (!model.mayWrite()) {
            return 1;
        }
        int lines = ComposeLayout.of(model.compose.text(), model.compose.cursor(), main - 2)
                .lines()
                .size();
        return Math.clamp(lines, 1, Math.max(1, model.rows / 3));
    }

    /// Of what is said about the connection, and about what was just done.
    private static int statusHeight(Model model, int main) {
        return StatusLines.connection(model).map(line -> line.in(main).size()).orElse(0)
                + StatusLines.notice(model).map(line -> line.in(main).size()).orElse(0);
    }
}
