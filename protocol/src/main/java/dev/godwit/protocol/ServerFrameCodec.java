package dev.godwit.protocol;

import java.util.List;
import java.util.Optional;
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
                if (welcome.strangers()) {
                    json.writeBooleanProperty("strangers", true);
                }
                if (!welcome.features().isEmpty()) {
                    Json.writeStrings(json, "features", welcome.features());
                }
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
            case ServerFrame.Changed changed -> {
                json.writeStringProperty("t", "changed");
                json.writeStringProperty("conversation", changed.conversation().value());
                json.writeNumberProperty("head", changed.head());
            }
            case ServerFrame.Counts counts -> writeCounts(json, counts);
            case ServerFrame.Presences presences -> {
                json.writeStringProperty("t", "presences");
                json.writeName("users");
                json.writeStartArray();
                presences.users().forEach(presence -> writePresence(json, presence));
                json.writeEndArray();
            }
            case ServerFrame.Typing typing -> {
                json.writeStringProperty("t", "typing");
                json.writeStringProperty("conversation", typing.conversation().value());
                json.writeStringProperty("user", typing.user().value());
                json.writeBooleanProperty("on", typing.on());
            }
            case ServerFrame.Members members -> {
                json.writeStringProperty("t", "members");
                json.writeNumberProperty("rid", members.rid());
                json.writeStringProperty("conversation", members.conversation().value());
                json.writeName("members");
                json.writeStartArray();
                members.members().forEach(member -> GroupViewCodec.writeMember(json, member));
                json.writeEndArray();
                json.writeNumberProperty("count", members.count());
                json.writeBooleanProperty("more", members.more());
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

    private static void writeCounts(JsonGenerator json, ServerFrame.Counts counts) {
        json.writeStringProperty("t", "counts");
        json.writeStringProperty("conversation", counts.conversation().value());
        json.writeNumberProperty("members", counts.members());
        json.writeNumberProperty("online", counts.online());
        json.writeName("readers");
        json.writeStartArray();
        for (var readers : counts.readers()) {
            json.writeStartObject();
            json.writeNumberProperty("seq", readers.seq());
            json.writeNumberProperty("count", readers.count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writePresence(JsonGenerator json, ServerFrame.Presence presence) {
        json.writeStartObject();
        json.writeStringProperty("user", presence.user().value());
        json.writeStringProperty("state", presence.state().wire());
        writeOptional(json, "seen", presence.seen());
        json.writeEndObject();
    }

    private static void writeChange(JsonGenerator json, ServerFrame.Change change) {
        json.writeStartObject();
        json.writeStringProperty("conversation", change.conversation().value());
        json.writeName("members");
        json.writeStartArray();
        change.members().forEach(member -> json.writeString(member.value()));
        json.writeEndArray();
        change.group().ifPresent(group -> {
            json.writeName("group");
            GroupViewCodec.write(json, group);
        });
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
                        (int) fields.number("window", 1, Integer.MAX_VALUE),
                        fields.flag("strangers"),
                        fields.idList("features", 100, 64, feature -> feature));
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
            case "changed" ->
                new ServerFrame.Changed(
                        fields.id("conversation", ConversationId::new), fields.number("head", 0, Limits.MAX_NUMBER));
            case "counts" ->
                new ServerFrame.Counts(
                        fields.id("conversation", ConversationId::new),
                        count(fields, "members"),
                        count(fields, "online"),
                        fields.list(
                                "readers",
                                MAX_LIST,
                                readers -> new ServerFrame.Readers(
                                        readers.number("seq", 0, Limits.MAX_NUMBER), count(readers, "count"))));
            case "presences" ->
                new ServerFrame.Presences(fields.list(
                        "users",
                        MAX_LIST,
                        user -> new ServerFrame.Presence(
                                user.id("user", UserId::new),
                                readState(user),
                                user.optionalNumber("seen", 0, Limits.MAX_NUMBER))));
            case "typing" ->
                new ServerFrame.Typing(
                        fields.id("conversation", ConversationId::new),
                        fields.id("user", UserId::new),
                        fields.bool("on"));
            case "members" ->
                new ServerFrame.Members(
                        fields.number("rid", 0, Limits.MAX_NUMBER),
                        fields.id("conversation", ConversationId::new),
                        fields.list("members", MAX_LIST, GroupViewCodec::readMember),
                        count(fields, "count"),
                        fields.bool("more"));
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
        var unknown = fields.flag("permanent") ? Code.BAD_CONTENT : Code.RETRY;
        return known.orElse(unknown);
    }

    private static ServerFrame.Change readChange(Fields change) throws BadFrameException {
        var group = change.optionalObject("group");
        return new ServerFrame.Change(
                change.id("conversation", ConversationId::new),
                change.idList("members", MAX_LIST, 64, UserId::new),
                group.isPresent() ? Optional.of(GroupViewCodec.read(group.get())) : Optional.empty(),
                change.number("head", 0, Limits.MAX_NUMBER),
                change.list(
                        "cursors",
                        MAX_LIST,
                        member -> new ServerFrame.MemberCursor(member.id("user", UserId::new), readCursor(member))),
                change.list("items", MAX_LIST, EntryCodec::readItem));
    }

    private static int count(Fields fields, String name) throws BadFrameException {
        return (int) fields.number(name, 0, Integer.MAX_VALUE);
    }

    static PresenceState readState(Fields fields) throws BadFrameException {
        return PresenceState.fromWire(fields.text("state", 32))
                .orElseThrow(() -> fields.wrong("state", "is 'online', 'away', 'busy' or 'offline'"));
    }

    static Cursor readCursor(Fields fields) throws BadFrameException {
        return new Cursor(
                fields.number("delivered", 0, Limits.MAX_NUMBER), fields.number("read", 0, Limits.MAX_NUMBER));
    }
}
