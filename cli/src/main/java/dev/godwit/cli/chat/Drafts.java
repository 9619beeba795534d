package dev.godwit.cli.chat;

import dev.godwit.client.view.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What was begun and not sent: one text per conversation, saved when its writer pauses or goes elsewhere,
/// taken over when another device has changed it. A message that is being edited borrows the place of the
/// draft and gives it back.
final class Drafts {
    private static final Duration PAUSE = Duration.ofMillis(1_500);

    private final Model model;

    /// As the database has it, or will have it.
    private String saved = "";

    /// What stood there when editing began.
    private String set = "";

    private Instant touched = Instant.MAX;

    Drafts(Model model) {
        this.model = model;
    }

    void changed() {
        touched = model.now;
    }

    /// What is to be saved because nobody has typed for a moment.
    Optional<Wish> pause() {
        return touched.isAfter(model.now.minus(PAUSE)) ? Optional.empty() : save();
    }

    private String current() {
        return model.editing.isPresent() ? set : model.compose.text();
    }

    private Optional<Wish> save() {
        touched = Instant.MAX;
        var text = current();
        var key = model.target.key();
        if (key.isEmpty() || text.equals(saved) || text.startsWith("/")) {
            return Optional.empty();
        }
        saved = text;
        model.drafts.put(key.get(), text);
        return Optional.of(new Wish.SaveDraft(key.get(), text));
    }

    /// Before another conversation comes to the screen.
    Optional<Wish> leave() {
        var wish = save();
        model.editing = OptionalLong.empty();
        return wish;
    }

    /// Another conversation has come to the screen.
    void enter() {
        touched = Instant.MAX;
        saved = model.target
                .key()
                .map(key -> Optional.ofNullable(model.drafts.get(key))
                        .or(() -> model.conversation(key).map(each -> each.draft()))
                        .orElse(""))
                .orElse("");
        model.compose.set(saved);
    }

    /// The list has changed: what was written on another device appears, unless something was typed here
    /// meanwhile.
    void fromElsewhere() {
        model.conversations.forEach(each -> {
            var known = model.drafts.get(each.key());
            if (known != null && known.equals(each.draft())) {
                model.drafts.remove(each.key());
            }
        });
        model.open().ifPresent(open -> {
            boolean untouched = model.editing.isEmpty() && model.compose.text().equals(saved);
            if (untouched
                    && !model.drafts.containsKey(open.key())
                    && !open.draft().equals(saved)) {
                saved = open.draft();
                model.compose.set(saved);
            }
        });
    }

    Optional<Wish> sent() {
        model.compose.set("");
        return save();
    }

    void beginEditing(Message message) {
        if (model.editing.isEmpty()) {
            set = model.compose.text();
        }
        model.editing = OptionalLong.of(message.key());
        model.selected = OptionalLong.empty();
        model.compose.set(message.text());
    }

    void endEditing() {
        model.editing = OptionalLong.empty();
        model.compose.set(set);
        set = "";
    }

    void forget() {
        model.drafts.clear();
        model.editing = OptionalLong.empty();
        model.compose.set("");
        saved = "";
        set = "";
    }
}
