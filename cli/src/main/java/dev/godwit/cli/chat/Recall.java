package dev.godwit.cli.chat;

import dev.godwit.client.view.Message;
import java.util.List;

/// What was sent before in this conversation, to be sent again: the messages themselves are the memory.
final class Recall {
    private final Model model;
    private int at = -1;
    private String begun = "";

    Recall(Model model) {
        this.model = model;
    }

    /// @param by further back if positive
    void step(int by) {
        var sent = model.history.map(History::messages).orElse(List.of()).reversed().stream()
                .filter(message ->
                        message.mine() && !message.deleted() && message.change().isEmpty())
                .map(Message::text)
                .distinct()
                .toList();
        int next = Math.clamp(at + by, -1, sent.size() - 1);
        if (next == at || !model.mayWrite()) {
            return;
        }
        if (at < 0) {
            begun = model.compose.text();
        }
        at = next;
        model.compose.set(at < 0 ? begun : sent.get(at));
    }

    void forget() {
        at = -1;
    }
}
