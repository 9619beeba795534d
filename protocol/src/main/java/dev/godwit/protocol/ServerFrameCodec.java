package dev.godwit.protocol;

import java.util.List;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/// Frames from the server, to and from bytes. A server encodes one `entry` frame per fan-out and shares the bytes.
public final class ServerFrameCodec {
    private static final int MAX_LIST = 100_000;

    private ServerFrameCodec() {}

    public static byte[] write(ServerFrame frame) {
        return Json.write(json -> {
            json.writeStartObject();
            writeFields(json, frame);
            json.writeEndObject();
        });
    }

    private static void writeFields(JsonGenerator json, ServerFrame frame) {
        switch (frame) {
            case ServerFrame.Welcome welcome -> {
                json.writeStringProperty("t", "welcome");
                json.writeStringProperty("epoch", welcome.epoch());
                json.writeStringProperty("user", welcome.user().value());
                json.writeStringProperty("device", welcome.device().value());
                json.writeNumberProperty("at", welcome.at());
                json.writeNumberProperty("window", welcome.window());
            }
            case ServerFrame.Changes changes -> {
                json.writeStringProperty("t", "changes");
                json.writeName("conversations");
                json.writeStartArray();
                changes.conversations().forEach(change -> writeChange(json, change));
                json.writeEndArray();
            }
            case ServerFrame.Current current -> {
                json.writeStringProperty("t", "current");
                json.writeStringProperty("mark", current.mark());
                json.writeStringProperty("digest", current.digest());
            }
            case ServerFrame.Sent sent -> {
                json.writeStringProperty("t", "sent");
                json.writeStringProperty("conversation", sent.conversation().value());
                json.writeStringProperty("id", sent.id().value());
                json.writeNumberProperty("seq", sent.seq());
                json.writeNumberProperty("at", sent.at());
            }
            case ServerFrame.Refused refused -> {
                json.writeStringProperty("t", "refused");
                json.writeStringProperty("conversation", refused.conversation().value());
                json.writeStringProperty("id", refused.id().value());
                json.writeStringProperty("code", refused.code().wire());
                json.writeBooleanProperty("permanent", refused.code().isPermanent());
                json.writeStringProperty("message", refused.message());
                writeOptional(json, "retry_after", refused.retryAfter());
                writeOptional(json, "version", refused.version());
            }
            case ServerFrame.Cancelled cancelled -> {
                json.writeStringProperty("t", "cancelled");
                json.writeStringProperty(
                        "conversation", cancelled.conversation().value());
                json.writeStringProperty("id", cancelled.id().value());
            }
            case ServerFrame.Page page -> {
                json.writeStringProperty("t", "page");
                json.writeNumberProperty("rid", page.rid());
                json.writeStringProperty("conversation", page.conversation().value());
                json.writeNumberProperty("head", page.head());
                json.writeBooleanProperty("more", page.more());
                writeItems(json, page.items());
            }
            case ServerFrame.Pushed pushed -> {
                json.writeStringProperty("t", "entry");
                json.writeStringProperty("conversation", pushed.conversation().value());
                json.writeName("entry");
                EntryCodec.writeItem(json, pushed.entry());
            }
            case ServerFrame.Receipt receipt -> {
                json.writeStringProperty("t", "receipt");
                json.writeStringProperty("conversation", receipt.conversation().value());
                json.writeStringProperty("user", receipt.user().value());
                writeCursor(json, receipt.cursor());
            }
            case ServerFrame.Behind() -> json.writeStringProperty("t", "behind");
            case ServerFrame.Draining draining -> {
                json.writeStringProperty("t", "draining");
                json.writeNumberProperty("retry_after", draining.retryAfter());
            }
            case ServerFrame.Failure failure -> {
                json.writeStringProperty("t", "error");
                json.writeStringProperty("code", failure.code().wire());
                json.writeBooleanProperty("permanent", failure.code().isPermanent());
                json.writeStringProperty("message", failure.message());
                json.writeStringProperty("hint", failure.hint());
                writeOptional(json, "rid", failure.rid());
            }
        }
    }

    private static void writeChange(JsonGenerator json, ServerFrame.Change change) {
        json.writeStartObject();
        json.writeStringProperty("conversation", change.conversation().value());
        json.writeName("members");
        json.writeStartArray();
        change.members().forEach(member -> json.writeString(member.value()));
        json.writeEndArray();
        json.writeNumberProperty("head", change.head());
        json.writeName("cursors");
        json.writeStartArray();
        for (var member : change.cursors()) {
            json.writeStartObject();
            json.writeStringProperty("user", member.user().value());
            writeCursor(json, member.cursor());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeItems(json, change.items());
        json.writeEndObject();
    }

    private static void writeItems(JsonGenerator json, List<Item> items) {
        json.writeName("items");
        json.writeStartArray();
        items.forEach(item -> EntryCodec.writeItem(json, item));
        json.writeEndArray();
    }

    private static void writeCursor(JsonGenerator json, Cursor cursor) {
        json.writeNumberProperty("delivered", cursor.delivered());
        json.writeNumberProperty("read", cursor.read());
    }

    private static void writeOptional(JsonGenerator json, String name, OptionalLong value) {
        if (value.isPresent()) {
            json.writeNumberProperty(name, value.getAsLong());
        }
    }

    public static ServerFrame read(byte[] bytes) throws BadFrameException {
        var fields = new Fields(Json.read(bytes));
        String type = fields.text("t", 64);
        return switch (type) {
            case "welcome" ->
                new ServerFrame.Welcome(
                        fields.text("epoch", 64),
                        fields.id("user", UserId::new),
                        fields.id("device", DeviceId::new),
                        fields.number("at", 0, Limits.MAX_NUMBER),
                        (int) fields.number("window", 1, Integer.MAX_VALUE));
            case "changes" ->
                new ServerFrame.Changes(fields.list("conversations", MAX_LIST, ServerFrameCodec::readChange));
            case "current" -> new ServerFrame.Current(fields.text("mark", 200), fields.text("digest", 16));
            case "sent" ->
                new ServerFrame.Sent(
                        fields.id("conversation", ConversationId::new),
                        fields.id("id", ClientMessageId::new),
                        fields.number("seq", 1, Limits.MAX_NUMBER),
                        fields.number("at", 0, Limits.MAX_NUMBER));
            case "refused" -> readRefused(fields);
            case "cancelled" ->
                new ServerFrame.Cancelled(
                        fields.id("conversation", ConversationId::new), fields.id("id", ClientMessageId::new));
            case "page" ->
                new ServerFrame.Page(
                        fields.number("rid", 0, Limits.MAX_NUMBER),
                        fields.id("conversation", ConversationId::new),
                        fields.list("items", MAX_LIST, EntryCodec::readItem),
                        fields.number("head", 0, Limits.MAX_NUMBER),
                        fields.flag("more"));
            case "entry" ->
                new ServerFrame.Pushed(
                        fields.id("conversation", ConversationId::new), EntryCodec.readEntry(fields.object("entry")));
            case "receipt" ->
                new ServerFrame.Receipt(
                        fields.id("conversation", ConversationId::new),
                        fields.id("user", UserId::new),
                        readCursor(fields));
            case "behind" -> new ServerFrame.Behind();
            case "draining" -> new ServerFrame.Draining(fields.number("retry_after", 0, Limits.MAX_NUMBER));
            case "error" ->
                new ServerFrame.Failure(
                        readCode(fields),
                        fields.text("message", Limits.MAX_FRAME),
                        fields.optionalText("hint", Limits.MAX_FRAME).orElse(""),
                        fields.optionalNumber("rid", 0, Limits.MAX_NUMBER));
            default -> throw new BadFrameException(Code.UNKNOWN_FRAME, "There is no server frame '" + type + "'.");
        };
    }

    private static ServerFrame.Refused readRefused(Fields fields) throws BadFrameException {
        return new ServerFrame.Refused(
                fields.id("conversation", ConversationId::new),
                fields.id("id", ClientMessageId::new),
                readCode(fields),
                fields.text("message", Limits.MAX_FRAME),
                fields.optionalNumber("retry_after", 0, Limits.MAX_NUMBER),
                fields.optionalNumber("version", 0, Limits.MAX_NUMBER));
    }

    /// A code of a later version is read by its `permanent` flag, so that an old client still does the right thing.
    private static Code readCode(Fields fields) throws BadFrameException {
        var known = Code.fromWire(fields.text("code", 64));
        return known.isPresent() ? known.get() : fields.flag("permanent") ? Code.BAD_CONTENT : Code.RETRY;
    }

    private static ServerFrame.Change readChange(Fields change) throws BadFrameException {
        return new ServerFrame.Change(
                change.id("conversation", ConversationId::new),
                change.idList("members", MAX_LIST, 64, UserId::new),
                change.number("head", 0, Limits.MAX_NUMBER),
                change.list(
                        "cursors",
                        MAX_LIST,
                        member -> new ServerFrame.MemberCursor(member.id("user", UserId::new), readCursor(member))),
                change.list("items", MAX_LIST, EntryCodec::readItem));
    }

    static Cursor readCursor(Fields fields) throws BadFrameException {
        return new Cursor(
                fields.number("delivered", 0, Limits.MAX_NUMBER), fields.number("read", 0, Limits.MAX_NUMBER));
    }
}
