package dev.godwit.testing.torture;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Device;
import dev.godwit.testing.history.Finale;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Final views: read from a profile, and carried from the client process to whoever collects them, one JSON object a
/// line.
final class Views {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ALL = 10_000_000;

    private Views() {}

    static Finale.View of(Device device, Godwit godwit, ProfileFile file, boolean settled) throws SQLException {
        Map<ConversationId, Finale.Shown> shown = new HashMap<>();
        Map<Long, ConversationId> ids = new HashMap<>();
        Map<ConversationId, Map<UserId, Cursor>> cursors = file.cursors();
        for (Conversation conversation : godwit.conversations()) {
            if (conversation.id().isPresent()) {
                ConversationId id = conversation.id().get();
                ids.put(conversation.key(), id);
                shown.put(
                        id,
                        new Finale.Shown(
                                godwit.messages(conversation.key(), OptionalLong.empty(), ALL).stream()
                                        .filter(message -> message.change().isEmpty())
                                        .map(Views::line)
                                        .toList(),
                                cursors.getOrDefault(id, Map.of()),
                                conversation.complete()));
            }
        }
        List<Finale.Waiting> waiting = godwit.outbox().stream()
                .map(item -> new Finale.Waiting(
                        Optional.ofNullable(ids.get(item.conversation())),
                        item.what().name().toLowerCase(Locale.ROOT),
                        item.text(),
                        failed(item)))
                .toList();
        return new Finale.View(device, shown, waiting, settled);
    }

    private static Finale.Line line(Message message) {
        return new Finale.Line(
                message.seq(),
                message.sender(),
                message.text(),
                message.deleted(),
                message.state().word());
    }

    private static Optional<String> failed(OutboxItem item) {
        return item.state() instanceof MessageState.Failed failure ? Optional.of(failure.code()) : Optional.empty();
    }

    static void write(List<Finale.View> views, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Finale.View view : views) {
                out.write(write(view).toString());
                out.newLine();
            }
        }
    }

    private static ObjectNode write(Finale.View view) {
        ObjectNode json = JSON.createObjectNode()
                .put("device", view.device().name())
                .put("user", view.device().user().value())
                .put("settled", view.settled());
        ObjectNode conversations = json.putObject("conversations");
        view.conversations().forEach((id, shown) -> {
            ObjectNode each = conversations.putObject(id.value()).put("complete", shown.complete());
            ObjectNode cursors = each.putObject("cursors");
            shown.cursors()
                    .forEach((user, cursor) -> cursors.putArray(user.value())
                            .add(cursor.delivered())
                            .add(cursor.read()));
            ArrayNode lines = each.putArray("lines");
            shown.lines()
                    .forEach(line -> lines.addArray()
                            .add(line.seq().orElse(0))
                            .add(line.from().value())
                            .add(line.text())
                            .add(line.deleted())
                            .add(line.state()));
        });
        ArrayNode waiting = json.putArray("waiting");
        view.waiting()
                .forEach(item -> waiting.addArray()
                        .add(item.conversation().map(ConversationId::value).orElse(""))
                        .add(item.what())
                        .add(item.text())
                        .add(item.failed().orElse("")));
        return json;
    }

    static List<Finale.View> read(Path file) throws IOException {
        var views = new ArrayList<Finale.View>();
        for (String line : Files.readAllLines(file)) {
            views.add(read(JSON.readTree(line)));
        }
        return views;
    }

    private static Finale.View read(JsonNode json) {
        Map<String, UserId> users = new HashMap<>();
        Map<ConversationId, Finale.Shown> conversations = new HashMap<>();
        json.get("conversations").properties().forEach(each -> {
            Map<UserId, Cursor> cursors = new HashMap<>();
            each.getValue()
                    .get("cursors")
                    .properties()
                    .forEach(cursor -> cursors.put(
                            user(users, cursor.getKey()),
                            new Cursor(
                                    cursor.getValue().get(0).longValue(),
                                    cursor.getValue().get(1).longValue())));
            var lines = new ArrayList<Finale.Line>();
            for (JsonNode line : each.getValue().get("lines")) {
                long seq = line.get(0).longValue();
                lines.add(new Finale.Line(
                        seq == 0 ? OptionalLong.empty() : OptionalLong.of(seq),
                        user(users, line.get(1).stringValue()),
                        line.get(2).stringValue(),
                        line.get(3).booleanValue(),
                        line.get(4).stringValue().intern()));
            }
            conversations.put(
                    new ConversationId(each.getKey()),
                    new Finale.Shown(
                            lines, cursors, each.getValue().get("complete").booleanValue()));
        });
        var waiting = new ArrayList<Finale.Waiting>();
        for (JsonNode item : json.get("waiting")) {
            waiting.add(new Finale.Waiting(
                    text(item.get(0)).map(ConversationId::new),
                    item.get(1).stringValue(),
                    item.get(2).stringValue(),
                    text(item.get(3))));
        }
        return new Finale.View(
                new Device(
                        json.get("device").stringValue(),
                        new UserId(json.get("user").stringValue())),
                conversations,
                waiting,
                json.get("settled").booleanValue());
    }

    private static UserId user(Map<String, UserId> known, String id) {
        return known.computeIfAbsent(id, UserId::new);
    }

    private static Optional<String> text(JsonNode json) {
        return Optional.of(json.stringValue()).filter(text -> !text.isEmpty());
    }
}
