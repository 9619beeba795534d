package dev.godwit.cli.chat;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What each key does, depending on what is on the screen.
final class Keys {
    private static final String SHORTCUTS = "Ctrl+";

    private final Model model;
    private final Steering steering;
    private final Panels panels;
    private final Scrolling scrolling;
    private final Actions actions;
    private final Recall recall;

    Keys(Model model, Steering steering, Panels panels, Scrolling scrolling) {
        this.model = model;
        this.steering = steering;
        this.panels = panels;
        this.scrolling = scrolling;
        this.actions = new Actions(model, steering, panels);
        this.recall = new Recall(model);
    }

    void on(Key key) {
        if (model.question.isPresent()) {
            answer(key);
        } else if (!everywhere(key)) {
            if (!(model.panel instanceof Panel.None)) {
                panels.on(key);
            } else if (model.columns < Model.TWO_PANES && model.showsList) {
                list(key);
            } else if (model.selected.isPresent()) {
                selecting(key);
            } else {
                writing(key);
            }
        }
    }

    void paste(String text) {
        switch (model.panel) {
            case Panel.None none -> {
                if (model.mayWrite()) {
                    model.selected = OptionalLong.empty();
                    model.compose.insert(text.stripTrailing());
                    steering.wrote();
                }
            }
            case Panel.Form form -> form.input().insert(text.strip().replace('\n', ' '));
            case Panel.Picker picker -> panels.paste(picker, text.strip().replace('\n', ' '));
            case Panel.Help help -> {}
        }
    }

    private void answer(Key key) {
        var asked = model.question.orElseThrow();
        model.question = Optional.empty();
        if (key.isText() && (key.code() == 'y' || key.code() == 'Y')) {
            asked.ifYes().forEach(steering::wish);
        }
    }

    /// Keys that mean the same wherever one is.
    private boolean everywhere(Key key) {
        if (model.locked.isPresent()) {
            if (key.isCtrl('c') || key.isCtrl('q') || (key.isText() && key.code() == 'q')) {
                steering.quit();
            }
            return true;
        }
        if (key.name() == Key.Name.F1) {
            actions.run(Verb.HELP, "");
            return true;
        }
        if (key.alt() && (key.name() == Key.Name.UP || key.name() == Key.Name.DOWN)) {
            steering.step(key.name() == Key.Name.UP ? -1 : 1);
            return true;
        }
        return key.ctrl() && !key.alt() && key.name() == Key.Name.CHARACTER && shortcut(key);
    }

    private boolean shortcut(Key key) {
        for (var verb : Verb.values()) {
            if (verb.keys().contains(SHORTCUTS + Character.toUpperCase((char) key.code()))) {
                actions.run(verb, "");
                return true;
            }
        }
        switch (key.code()) {
            case 'l' -> steering.wish(new Wish.Redraw());
            case 'z' -> steering.wish(new Wish.Suspend());
            default -> {
                return false;
            }
        }
        return true;
    }

    /// The list alone, in one pane.
    private void list(Key key) {
        switch (key.name()) {
            case UP -> steering.step(-1);
            case DOWN -> steering.step(1);
            case PAGE_UP -> steering.step(-model.rows / 2);
            case PAGE_DOWN -> steering.step(model.rows / 2);
            case ENTER, RIGHT -> {
                if (model.open().isEmpty()) {
                    steering.step(0);
                }
                model.showsList = false;
            }
            case CHARACTER -> {
                if (key.isText() && key.code() == '?') {
                    actions.run(Verb.HELP, "");
                } else if (key.isText() && key.code() == '/') {
                    model.showsList = false;
                    writing(key);
                }
            }
            case TAB, BACKSPACE, DELETE, ESCAPE, LEFT, HOME, END, F1 -> {}
        }
    }

    private void selecting(Key key) {
        var message = model.selectedMessage();
        if (key.name() == Key.Name.ESCAPE || message.isEmpty()) {
            model.selected = OptionalLong.empty();
            return;
        }
        switch (key.name()) {
            case UP -> select(-1);
            case DOWN -> select(1);
            case ENTER -> actions.on(message.get(), 'e');
            case PAGE_UP, PAGE_DOWN, HOME, END -> scroll(key);
            case CHARACTER -> {
                if (key.isText() && !actions.on(message.get(), key.code())) {
                    // Whoever goes on typing is done with choosing.
                    model.selected = OptionalLong.empty();
                    writing(key);
                }
            }
            case TAB, BACKSPACE, DELETE, ESCAPE, LEFT, RIGHT, F1 -> {}
        }
    }

    private void select(int by) {
        var messages = model.history.map(History::messages).orElse(List.of());
        int at = -1;
        for (int i = 0; i < messages.size(); i++) {
            if (model.selected.equals(OptionalLong.of(messages.get(i).key()))) {
                at = i;
            }
        }
        int next = at < 0 ? messages.size() - 1 : at + by;
        if (next >= messages.size()) {
            model.selected = OptionalLong.empty();
            scrolling.toNewest().ifPresent(steering::wish);
        } else if (next >= 0) {
            model.selected = OptionalLong.of(messages.get(next).key());
            scrolling.reveal(messages.get(next).key()).ifPresent(steering::wish);
        }
    }

    private void writing(Key key) {
        switch (key.name()) {
            case ENTER -> {
                if (key.alt() || key.shift()) {
                    change(Key.ctrl('j'));
                } else {
                    enter();
                }
            }
            case UP, DOWN -> vertical(key);
            case PAGE_UP, PAGE_DOWN -> scroll(key);
            case HOME, END -> {
                if (key.ctrl() || model.compose.isEmpty()) {
                    scroll(key);
                } else {
                    change(key);
                }
            }
            case ESCAPE -> escape();
            case TAB -> complete();
            case CHARACTER -> {
                if (key.isText() && key.code() == '?' && model.compose.isEmpty()) {
                    actions.run(Verb.HELP, "");
                } else if (key.isCtrl('p') || key.isCtrl('n')) {
                    recall.step(key.isCtrl('p') ? 1 : -1);
                } else if (key.isCtrl('d') && model.compose.isEmpty()) {
                    steering.quit();
                } else {
                    change(key);
                }
            }
            case BACKSPACE, DELETE, LEFT, RIGHT -> change(key);
            case F1 -> {}
        }
    }

    private void change(Key key) {
        if (!model.mayWrite() && !model.compose.text().startsWith("/") && !(key.isText() && key.code() == '/')) {
            return;
        }
        if (model.compose.on(key)) {
            recall.forget();
            steering.wrote();
        }
    }

    private void enter() {
        var typed = model.compose.text().strip();
        if (typed.isEmpty()) {
            return;
        }
        if (model.editing.isPresent()) {
            steering.send(typed);
            return;
        }
        switch (Typed.of(typed)) {
            case Typed.Text(var text) -> {
                if (model.mayWrite()) {
                    recall.forget();
                    steering.send(text);
                }
            }
            case Typed.Command(var verb, var arguments) -> {
                model.compose.set("");
                actions.run(verb, arguments);
            }
            case Typed.Unknown unknown -> steering.say(unknown.words(), true);
        }
    }

    private void vertical(Key key) {
        var text = model.compose.text();
        int by = key.name() == Key.Name.UP ? -1 : 1;
        int width = Geometry.of(model).text();
        int offset = ComposeLayout.of(text, model.compose.cursor(), width).vertically(text, by);
        if (offset >= 0) {
            model.compose.moveTo(offset);
        } else if (by < 0 && text.isEmpty()) {
            select(-1);
        }
    }

    private void scroll(Key key) {
        var wish = switch (key.name()) {
            case PAGE_UP -> scrolling.by(scrolling.page());
            case PAGE_DOWN -> scrolling.by(-scrolling.page());
            case HOME -> scrolling.toOldest();
            default -> scrolling.toNewest();
        };
        wish.ifPresent(steering::wish);
    }

    /// One step back.
    private void escape() {
        if (model.editing.isPresent()) {
            steering.endEditing();
        } else if (model.notice.isPresent()) {
            model.notice = Optional.empty();
        } else if (model.history.filter(history -> !history.follows()).isPresent()) {
            scrolling.toNewest().ifPresent(steering::wish);
        } else if (model.columns < Model.TWO_PANES) {
            model.showsList = true;
        }
    }

    private void complete() {
        var text = model.compose.text();
        if (text.startsWith("/") && text.indexOf(' ') < 0) {
            var found = Verb.beginningWith(text.substring(1));
            if (found.size() == 1) {
                model.compose.set('/' + found.getFirst().word() + ' ');
            } else if (!found.isEmpty()) {
                steering.say(String.join("  ", found.stream().map(Verb::usage).toList()), false);
            }
        }
    }

    /// Whether it is an own message that will not go out by itself.
    static boolean isFailed(Message message) {
        return message.mine() && message.state() instanceof MessageState.Failed;
    }
}
