package dev.godwit.testing.harness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.Groups;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Group;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.protocol.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// One group on one device, which is offline but while it syncs.
///
/// @param id of the group on the wire
public record InGroup(Godwit godwit, String id) {
    private static final Duration LONG = Duration.ofSeconds(30);

    /// Offline; nobody knows of it but this device.
    public static InGroup make(Godwit godwit, String title, String... people) {
        var made = godwit.groups().create(title, List.of(people));
        return new InGroup(godwit, made.id().orElseThrow().value());
    }

    public InGroup on(Godwit other) {
        return new InGroup(other, id);
    }

    /// Sends what waits and fetches what is new, one device after the other.
    public static void sync(InGroup... devices) {
        for (var each : devices) {
            each.sync();
        }
    }

    public InGroup sync() {
        var summary = godwit.syncOnce(LONG);
        assertTrue(summary.complete(), () -> godwit.account() + ": " + summary);
        return this;
    }

    public Conversation conversation() {
        return godwit.find(id).orElseThrow(() -> new AssertionError(godwit.account() + " knows no such group"));
    }

    public long key() {
        return conversation().key();
    }

    public Group view() {
        return conversation().group().orElseThrow();
    }

    public Groups change() {
        return godwit.groups();
    }

    public Message say(String text) {
        return godwit.send(key(), text);
    }

    public List<Message> messages() {
        return godwit.messages(key(), OptionalLong.empty(), 10_000);
    }

    /// What people wrote and is in the log, in order.
    public List<String> texts() {
        return messages().stream()
                .filter(message -> message.change().isEmpty() && message.seq().isPresent())
                .map(Message::text)
                .toList();
    }

    public Map<String, Role> members() {
        var members = new TreeMap<String, Role>();
        godwit.groups()
                .members(key())
                .forEach(
                        member -> members.put(member.name().orElse(member.user().value()), member.role()));
        return members;
    }

    /// Why the only thing failed that needs a decision.
    public String failure() {
        var failed = godwit.outbox().stream()
                .map(OutboxItem::state)
                .filter(MessageState.Failed.class::isInstance)
                .map(state -> ((MessageState.Failed) state).code())
                .toList();
        return failed.size() == 1 ? failed.getFirst() : failed.toString();
    }
}
