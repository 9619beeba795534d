package dev.godwit.testing.simulation;

import dev.godwit.client.sqlite.Views;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Device;
import dev.godwit.testing.history.Finale;
import dev.godwit.testing.history.Numbered;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Reads a device's screen.
final class DeviceScreen {
    /// More than any world writes into one conversation.
    private static final int ALL = 100_000;

    private final Device device;
    private final Views views;

    DeviceScreen(Device device, Views views) {
        this.device = device;
        this.views = views;
    }

    /// @param settled what the device says of itself
    Finale.View all(boolean settled) {
        var conversations = new TreeMap<ConversationId, Finale.Shown>();
        for (Conversation conversation : views.conversations()) {
            conversation.id().ifPresent(id -> conversations.put(id, shown(conversation)));
        }
        var waiting = new ArrayList<Finale.Waiting>();
        for (OutboxItem item : views.outbox()) {
            Optional<String> failed =
                    item.state() instanceof MessageState.Failed why ? Optional.of(why.code()) : Optional.empty();
            waiting.add(new Finale.Waiting(
                    views.id(item.conversation()), item.what().name().toLowerCase(Locale.ROOT), item.text(), failed));
        }
        return new Finale.View(device, conversations, waiting, settled);
    }

    private Finale.Shown shown(Conversation conversation) {
        var lines = new ArrayList<Finale.Line>();
        for (Message message : views.messages(conversation.key(), OptionalLong.empty(), ALL)) {
            // A change of a group that waits or has failed is no message.
            if (message.seq().isPresent() || message.change().isEmpty()) {
                lines.add(new Finale.Line(
                        message.seq(),
                        message.sender(),
                        message.text(),
                        message.deleted(),
                        message.state().word()));
            }
        }
        return new Finale.Shown(lines, views.cursors(conversation.key()), conversation.complete());
    }

    /// An own message that is not deleted.
    Optional<Message> own(UserId me, long number) {
        return views.search(Long.toString(number), ALL).stream()
                .filter(message -> message.sender().equals(me))
                .filter(message -> Numbered.number(message.text()).equals(OptionalLong.of(number)))
                .findFirst();
    }

    /// The newest line that has a place in the log.
    Optional<Message> newest(ConversationId conversation) {
        List<Message> end = views.find(conversation.value())
                .map(found -> views.messages(found.key(), OptionalLong.empty(), 20))
                .orElse(List.of());
        return end.reversed().stream()
                .filter(message -> message.seq().isPresent())
                .findFirst();
    }
}
