package dev.godwit.testing.simulation;

import dev.godwit.client.view.Message;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import dev.godwit.testing.history.Numbered;
import java.util.List;
import java.util.OptionalLong;

/// Who gives up making or joining a group gives up what waited for it in there.
final class GivenUp {
    private final History history;
    private final Gadget gadget;
    private final List<Message> waiting;

    private GivenUp(History history, Gadget gadget, List<Message> waiting) {
        this.history = history;
        this.gadget = gadget;
        this.waiting = waiting;
    }

    /// To be asked before the user does it.
    static GivenUp possibly(History history, Gadget gadget, long conversation) {
        List<Message> waiting =
                gadget.device().views().messages(conversation, OptionalLong.empty(), Integer.MAX_VALUE).stream()
                        .filter(message -> message.mine() && message.seq().isEmpty())
                        .toList();
        return new GivenUp(history, gadget, waiting);
    }

    void record() {
        SimDevice device = gadget.device();
        for (Message message : waiting) {
            OptionalLong number = Numbered.number(message.text());
            if (number.isPresent() && device.views().message(message.key()).isEmpty()) {
                device.views()
                        .id(message.conversation())
                        .ifPresent(id -> history.add(
                                new Happening.TookBack(gadget.place().name(), id, number.getAsLong())));
            }
        }
    }
}
