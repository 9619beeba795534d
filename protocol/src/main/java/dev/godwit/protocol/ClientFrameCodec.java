package dev.godwit.protocol;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// Frames from clients, to and from bytes.
public final class ClientFrameCodec {
    private ClientFrameCodec() {}

    public static byte[] write(ClientFrame frame) {
        return Json.write(json -> {
            json.writeStartObject();
            writeFields(json, frame);
            json.writeEndObject();
        });
    }

    private static void writeFields(JsonGenerator json, ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Hello hello -> {
                json.writeStringProperty("t", "hello");
                json.writeNumberProperty("version", hello.version());
                hello.token().ifPresent(token -> json.writeStringProperty("token", token));
                json.writeStringProperty("agent", hello.agent());
                hello.epoch().ifPresent(epoch -> json.writeStringProperty("epoch", epoch));
                hello.mark().ifPresent(mark -> json.writeStringProperty("mark", mark));
                hello.digest().ifPresent(digest -> json.writeStringProperty("digest", digest));
                if (!hello.receipts().isEmpty()) {
                    writeCursors(json, hello.receipts());
                }
            }
            case ClientFrame.Send send -> {
                json.writeStringProperty("t", "send");
                json.writeStringProperty("conversation", send.conversation().value());
                json.writeStringProperty("id", send.id().value());
                send.after().ifPresent(after -> json.writeStringProperty("after", after.value()));
                send.with().ifPresent(with -> json.writeStringProperty("with", with.value()));
                EntryCodec.writeContent(json, send.content());
            }
            case ClientFrame.Cancel cancel -> {
                json.writeStringProperty("t", "cancel");
                json.writeStringProperty("conversation", cancel.conversation().value());
                json.writeStringProperty("id", cancel.id().value());
                cancel.with().ifPresent(with -> json.writeStringProperty("with", with.value()));
            }
            case ClientFrame.Sync sync -> {
                json.writeStringProperty("t", "sync");
                json.writeNumberProperty("rid", sync.rid());
                json.writeStringProperty("conversation", sync.conversation().value());
                json.writeNumberProperty(sync.direction().name().toLowerCase(Locale.ROOT), sync.seq());
                json.writeNumberProperty("limit", sync.limit());
            }
            case ClientFrame.Receipts receipts -> {
                json.writeStringProperty("t", "receipts");
                writeCursors(json, receipts.cursors());
            }
            case ClientFrame.Check check -> {
                json.writeStringProperty("t", "check");
                check.mark().ifPresent(mark -> json.writeStringProperty("mark", mark));
            }
            case ClientFrame.Watch watch -> {
                json.writeStringProperty("t", "watch");
                Json.writeStrings(
                        json,
                        "conversations",
                        watch.conversations().stream()
                                .map(ConversationId::value)
                                .toList());
                Json.writeStrings(
                        json, "users", watch.users().stream().map(UserId::value).toList());
            }
            case ClientFrame.Presence presence -> {
                json.writeStringProperty("t", "presence");
                json.writeStringProperty("state", presence.state().wire());
                if (presence.ttl().isPresent()) {
                    json.writeNumberProperty("ttl", presence.ttl().getAsLong());
                }
            }
            case ClientFrame.Typing typing -> {
                json.writeStringProperty("t", "typing");
                json.writeStringProperty("conversation", typing.conversation().value());
                json.writeBooleanProperty("on", typing.on());
            }
            case ClientFrame.Members members -> {
                json.writeStringProperty("t", "members");
                json.writeNumberProperty("rid", members.rid());
                json.writeStringProperty("conversation", members.conversation().value());
                members.after().ifPresent(after -> json.writeStringProperty("after", after.value()));
                json.writeNumberProperty("limit", members.limit());
            }
        }
    }

    private static void writeCursors(JsonGenerator json, List<ClientFrame.OwnCursor> cursors) {
        json.writeName("receipts");
        json.writeStartArray();
        for (var own : cursors) {
            json.writeStartObject();
            json.writeStringProperty("conversation", own.conversation().value());
            json.writeNumberProperty("delivered", own.cursor().delivered());
            json.writeNumberProperty("read", own.cursor().read());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    public static ClientFrame read(byte[] bytes) throws BadFrameException {
        return read(Json.read(bytes));
    }

    /// One JSON object by the strict rules of the wire, for whoever finds frames inside of it. [#read(JsonNode)] takes
    /// them from there; a parser that is less strict would let pass what a frame of its own may not have.
    public static JsonNode parse(byte[] bytes) throws BadFrameException {
        return Json.read(bytes);
    }

    public static ClientFrame read(JsonNode frame) throws BadFrameException {
        if (!frame.isObject()) {
            throw new BadFrameException(Code.BAD_FRAME, "A frame is one JSON object.");
        }
        var fields = new Fields(frame);
        try {
            String type = fields.text("t", 64);
            return switch (type) {
                case "hello" -> readHello(fields);
                case "send" ->
                    new ClientFrame.Send(
                            fields.id("conversation", ConversationId::new),
                            fields.id("id", ClientMessageId::new),
                            fields.optionalId("after", ClientMessageId::new),
                            fields.optionalId("with", UserId::new),
                            EntryCodec.readContent(fields));
                case "cancel" ->
                    new ClientFrame.Cancel(
                            fields.id("conversation", ConversationId::new),
                            fields.id("id", ClientMessageId::new),
                            fields.optionalId("with", UserId::new));
                case "sync" -> readSync(fields);
                case "receipts" -> new ClientFrame.Receipts(readCursors(fields));
                case "check" -> new ClientFrame.Check(fields.optionalText("mark", 200));
                case "watch" ->
                    new ClientFrame.Watch(
                            fields.idList("conversations", Limits.MAX_WATCHED_CONVERSATIONS, 64, ConversationId::new),
                            fields.idList("users", Limits.MAX_WATCHED_USERS, 64, UserId::new));
                case "presence" ->
                    new ClientFrame.Presence(
                            ServerFrameCodec.readState(fields),
                            fields.optionalNumber("ttl", 1, Limits.MAX_PRESENCE_TTL));
                case "typing" ->
                    new ClientFrame.Typing(fields.id("conversation", ConversationId::new), fields.bool("on"));
                case "members" ->
                    new ClientFrame.Members(
                            fields.number("rid", 0, Limits.MAX_NUMBER),
                            fields.id("conversation", ConversationId::new),
                            fields.optionalId("after", UserId::new),
                            (int) fields.optionalNumber("limit", 1, Limits.MAX_PAGE)
                                    .orElse(Limits.MAX_PAGE));
                default -> throw new BadFrameException(Code.UNKNOWN_FRAME, "There is no client frame '" + type + "'.");
            };
        } catch (BadFrameException e) {
            throw named(fields, e);
        }
    }

    /// The same fault with whatever can still be read of what the frame was about.
    private static BadFrameException named(Fields fields, BadFrameException fault) {
        try {
            return switch (fields.text("t", 64)) {
                case "send", "cancel" ->
                    fault.withName(new BadFrameException.Named(
                            fields.id("conversation", ConversationId::new), fields.id("id", ClientMessageId::new)));
                default -> fault.withRid(fields.optionalNumber("rid", 0, Limits.MAX_NUMBER));
            };
        } catch (BadFrameException unreadable) {
            return fault;
        }
    }

    private static ClientFrame.Hello readHello(Fields fields) throws BadFrameException {
        return new ClientFrame.Hello(
                (int) fields.number("version", 0, Integer.MAX_VALUE),
                fields.optionalText("token", Limits.MAX_TOKEN_LENGTH),
                fields.optionalText("agent", Limits.MAX_AGENT_LENGTH).orElse(""),
                fields.optionalText("epoch", 64),
                fields.optionalText("mark", 200),
                fields.optionalText("digest", 16),
                readCursors(fields));
    }

    private static ClientFrame.Sync readSync(Fields fields) throws BadFrameException {
        OptionalLong after = fields.optionalNumber("after", 0, Limits.MAX_NUMBER);
        OptionalLong before = fields.optionalNumber("before", 1, Limits.MAX_NUMBER);
        if (after.isPresent() == before.isPresent()) {
            throw fields.wrong("after", "either this or 'before' must be there, and not both");
        }
        return new ClientFrame.Sync(
                fields.number("rid", 0, Limits.MAX_NUMBER),
                fields.id("conversation", ConversationId::new),
                after.isPresent() ? ClientFrame.Direction.AFTER : ClientFrame.Direction.BEFORE,
                after.isPresent() ? after.getAsLong() : before.orElseThrow(),
                (int) fields.optionalNumber("limit", 1, Limits.MAX_PAGE).orElse(Limits.MAX_PAGE));
    }

    private static List<ClientFrame.OwnCursor> readCursors(Fields fields) throws BadFrameException {
        return fields.list(
                "receipts",
                Limits.MAX_RECEIPTS,
                own -> new ClientFrame.OwnCursor(
                        own.id("conversation", ConversationId::new), ServerFrameCodec.readCursor(own)));
    }
}
