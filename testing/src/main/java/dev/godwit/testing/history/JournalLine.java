package dev.godwit.testing.history;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// What happened on a device, as a JSON object. Ids that were read before are the same objects again: a long journal
/// has
/// few of them, except those of messages.
final class JournalLine {
    private final Map<String, Device> devices = new HashMap<>();
    private final Map<String, UserId> users = new HashMap<>();
    private final Map<String, ConversationId> conversations = new HashMap<>();

    static void write(JsonGenerator json, Happening.OnDevice happening) {
        Happening.OnDevice what = happening;
        if (happening instanceof Happening.Trying trying) {
            json.writeBooleanProperty("trying", true);
            what = trying.what();
        }
        json.writeStringProperty("what", name(what));
        json.writeStringProperty("device", what.device().name());
        json.writeStringProperty("user", what.device().user().value());
        writeRest(json, what);
    }

    private static String name(Happening.OnDevice what) {
        return switch (what) {
            case Happening.Trying t -> throw new IllegalArgumentException("a try of a try");
            case Happening.Greeted g -> "greeted";
            case Happening.Wrote w -> "wrote";
            case Happening.Edited e -> "edited";
            case Happening.TookBack t -> "took_back";
            case Happening.Acked a -> "acked";
            case Happening.Refused r -> "refused";
            case Happening.Retried r -> "retried";
            case Happening.Received r -> "received";
            case Happening.Looked l -> "looked";
            case Happening.Claimed c -> "claimed";
            case Happening.Told t -> "told";
            case Happening.Died d -> "died";
        };
    }

    private static void writeRest(JsonGenerator json, Happening.OnDevice what) {
        switch (what) {
            case Happening.Trying t -> throw new IllegalArgumentException("a try of a try");
            case Happening.Greeted greeted -> json.writeStringProperty("epoch", greeted.epoch());
            case Happening.Wrote wrote -> {
                message(json, wrote.conversation(), wrote.number());
                json.writeStringProperty("text", wrote.text());
            }
            case Happening.Edited edited -> {
                message(json, edited.conversation(), edited.number());
                json.writeStringProperty("text", edited.text());
            }
            case Happening.TookBack back -> message(json, back.conversation(), back.number());
            case Happening.Acked acked -> {
                message(json, acked.conversation(), acked.number());
                json.writeNumberProperty("seq", acked.seq());
                json.writeStringProperty("id", acked.id().value());
            }
            case Happening.Refused refused -> {
                message(json, refused.conversation(), refused.number());
                json.writeStringProperty("code", refused.code());
            }
            case Happening.Retried retried -> message(json, retried.conversation(), retried.number());
            case Happening.Received received -> {
                in(json, received.conversation());
                json.writeNumberProperty("seq", received.seq());
                json.writeStringProperty("from", received.from().value());
                json.writeStringProperty("id", received.id().value());
                json.writeStringProperty("text", received.text());
            }
            case Happening.Looked looked -> {
                in(json, looked.conversation());
                json.writeNumberProperty("seq", looked.seq());
            }
            case Happening.Claimed claimed -> {
                in(json, claimed.conversation());
                cursor(json, claimed.cursor());
            }
            case Happening.Told told -> {
                in(json, told.conversation());
                json.writeStringProperty("who", told.user().value());
                cursor(json, told.cursor());
            }
            case Happening.Died died -> json.writeStringProperty("how", died.how());
        }
    }

    private static void in(JsonGenerator json, ConversationId conversation) {
        json.writeStringProperty("in", conversation.value());
    }

    private static void message(JsonGenerator json, ConversationId conversation, long number) {
        in(json, conversation);
        json.writeNumberProperty("number", number);
    }

    private static void cursor(JsonGenerator json, Cursor cursor) {
        json.writeNumberProperty("delivered", cursor.delivered());
        json.writeNumberProperty("read", cursor.read());
    }

    /// Throws [IllegalArgumentException] for what is no such object.
    Happening.OnDevice read(JsonNode json) {
        Happening.OnDevice what = readPlain(json);
        return json.has("trying") ? new Happening.Trying(what) : what;
    }

    private Happening.OnDevice readPlain(JsonNode json) {
        UserId user = user(json, "user");
        Device device = devices.computeIfAbsent(text(json, "device"), name -> new Device(name, user));
        String what = text(json, "what");
        return switch (what) {
            case "greeted" -> new Happening.Greeted(device, text(json, "epoch"));
            case "wrote" -> new Happening.Wrote(device, in(json), number(json, "number"), text(json, "text"));
            case "edited" -> new Happening.Edited(device, in(json), number(json, "number"), text(json, "text"));
            case "took_back" -> new Happening.TookBack(device, in(json), number(json, "number"));
            case "acked" ->
                new Happening.Acked(device, in(json), number(json, "number"), number(json, "seq"), id(json));
            case "refused" -> new Happening.Refused(device, in(json), number(json, "number"), text(json, "code"));
            case "retried" -> new Happening.Retried(device, in(json), number(json, "number"));
            case "received" ->
                new Happening.Received(
                        device, in(json), number(json, "seq"), user(json, "from"), id(json), text(json, "text"));
            case "looked" -> new Happening.Looked(device, in(json), number(json, "seq"));
            case "claimed" -> new Happening.Claimed(device, in(json), cursor(json));
            case "told" -> new Happening.Told(device, in(json), user(json, "who"), cursor(json));
            case "died" -> new Happening.Died(device, text(json, "how"));
            default -> throw new IllegalArgumentException("nothing that happens is called '" + what + "'");
        };
    }

    private static JsonNode field(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = field(json, name);
        if (!value.isString()) {
            throw new IllegalArgumentException("'" + name + "' is no text");
        }
        return value.stringValue();
    }

    private static long number(JsonNode json, String name) {
        JsonNode value = field(json, name);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException("'" + name + "' is no whole number");
        }
        return value.longValue();
    }

    private static <T> T known(Map<String, T> before, String text, Function<String, T> constructor) {
        T known = before.get(text);
        if (known == null) {
            known = constructor.apply(text);
            before.put(text, known);
        }
        return known;
    }

    private UserId user(JsonNode json, String name) {
        return known(users, text(json, name), UserId::new);
    }

    private ConversationId in(JsonNode json) {
        return known(conversations, text(json, "in"), ConversationId::new);
    }

    private static ClientMessageId id(JsonNode json) {
        return new ClientMessageId(text(json, "id"));
    }

    private static Cursor cursor(JsonNode json) {
        return new Cursor(number(json, "delivered"), number(json, "read"));
    }
}
