package dev.godwit.cli.chat;

/// Where things are on a screen of this size.
///
/// @param list     width of the list of conversations; 0 if it is not shown
/// @param main     width of the pane beside it; 0 if it is not shown
/// @param details  width of the pane at the right; 0 if there is none
/// @param messages height of the messages
record Geometry(int list, int main, int details, int messages) {
    private static final int NARROWEST_LIST = 22;
    private static final int WIDEST_LIST = 40;
    private static final int DETAILS = 30;

    /// Header with the line below it.
    static final int ABOVE = 2;

    /// Column in which the text of a message begins: behind its time.
    static final int GUTTER = 6;

    static Geometry of(Model model) {
        int height = model.rows - ABOVE - 1 - composeHeight(model) - statusHeight(model);
        if (model.columns < Model.TWO_PANES) {
            int all = model.columns;
            return model.showsList && model.panel instanceof Panel.None
                    ? new Geometry(all, 0, 0, height)
                    : new Geometry(0, all, 0, height);
        }
        int list = Math.clamp(model.columns * 3L / 10, NARROWEST_LIST, WIDEST_LIST);
        boolean third = model.columns >= Model.THREE_PANES && model.open().isPresent();
        int details = third ? DETAILS : 0;
        int main = model.columns - list - 1 - (third ? details + 1 : 0);
        return new Geometry(list, main, details, height);
    }

    /// Of the pane that is written in, whether it is on the screen at this moment or not.
    static int composeWidth(Model model) {
        int main = of(model).main();
        return Math.max(2, (main == 0 ? model.columns : main) - 2);
    }

    static int composeHeight(Model model) {
        if (!model.mayWrite()) {
            return 1;
        }
        int list = model.columns < Model.TWO_PANES
                ? 0
                : Math.clamp(model.columns * 3L / 10, NARROWEST_LIST, WIDEST_LIST) + 1;
        int details = model.columns >= Model.THREE_PANES && model.open().isPresent() ? DETAILS + 1 : 0;
        int width = model.columns - list - details - 2;
        int lines = ComposeLayout.of(model.compose.text(), model.compose.cursor(), width)
                .lines()
                .size();
        return Math.clamp(lines, 1, Math.max(1, model.rows / 3));
    }

    /// Of the line about the connection, and the one about what was just done.
    static int statusHeight(Model model) {
        return (StatusLines.connection(model).isEmpty() ? 0 : 1)
                + (StatusLines.notice(model).isEmpty() ? 0 : 1);
    }
}
