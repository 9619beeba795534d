package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Entries and what they are made of, as JSON objects; the same form on the wire and in the log.
public final class EntryCodec {
    private EntryCodec() {}

    public static byte[] write(Entry entry) {
        return Json.write(json -> writeItem(json, entry));
    }

    public static Entry read(byte[] bytes) throws BadFrameException {
        return readEntry(new Fields(Json.read(bytes)));
    }

    public static byte[] writeContent(Content content) {
        return Json.write(json -> {
            json.writeStartObject();
            writeContent(json, content);
            json.writeEndObject();
        });
    }

    public static Content readContent(byte[] bytes) throws BadFrameException {
        return readContent(new Fields(Json.read(bytes)));
    }

    static void writeItem(JsonGenerator json, Item item) {
        json.writeStartObject();
        switch (item) {
            case Entry entry -> {
                json.writeNumberProperty("seq", entry.seq());
                json.writeNumberProperty("at", entry.at());
                json.writeStringProperty("from", entry.from().value());
                json.writeStringProperty("device", entry.device().value());
                json.writeStringProperty("id", entry.id().value());
                writeContent(json, entry.content());
            }
            case Skip skip -> {
                json.writeName("skip");
                json.writeStartObject();
                json.writeNumberProperty("from", skip.from());
                json.writeNumberProperty("to", skip.to());
                json.writeStringProperty("reason", skip.reason());
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }

    static Item readItem(Fields fields) throws BadFrameException {
        var skip = fields.optionalObject("skip");
        return skip.isPresent() ? readSkip(skip.get()) : readEntry(fields);
    }

    private static Skip readSkip(Fields skip) throws BadFrameException {
        long from = skip.number("from", 1, Limits.MAX_NUMBER);
        return new Skip(from, skip.number("to", from, Limits.MAX_NUMBER), skip.text("reason", 64));
    }

    static Entry readEntry(Fields fields) throws BadFrameException {
        return new Entry(
                fields.number("seq", 1, Limits.MAX_NUMBER),
                fields.number("at", 0, Limits.MAX_NUMBER),
                fields.id("from", UserId::new),
                fields.id("device", DeviceId::new),
                fields.id("id", ClientMessageId::new),
                readContent(fields));
    }

    static void writeContent(JsonGenerator json, Content content) {
        json.writeStringProperty("kind", content.kind());
        if (content.target().isPresent()) {
            json.writeNumberProperty("target", content.target().getAsLong());
        }
        if (!content.mentions().isEmpty()) {
            Json.writeStrings(
                    json,
                    "mentions",
                    content.mentions().stream().map(UserId::value).toList());
        }
        if (!content.blobs().isEmpty()) {
            Json.writeStrings(json, "blobs", content.blobs());
        }
        if (content.expect().isPresent()) {
            json.writeName("expect");
            json.writeStartObject();
            json.writeStringProperty("register", content.expect().get().register());
            json.writeNumberProperty("version", content.expect().get().version());
            json.writeEndObject();
        }
        json.writeName("body");
        json.writeStartObject();
        json.writeStringProperty("type", content.body().type());
        json.writeStringProperty("data", content.body().data());
        json.writeEndObject();
    }

    static Content readContent(Fields fields) throws BadFrameException {
        String kind = fields.text("kind", 32);
        if (!Kinds.isWellFormed(kind)) {
            throw fields.wrong("kind", "must be lower-case letters, digits, '_', '.' and '-', beginning with a letter");
        }
        var expect = fields.optionalObject("expect");
        return new Content(
                kind,
                fields.optionalNumber("target", 1, Limits.MAX_NUMBER),
                fields.idList("mentions", Limits.MAX_MENTIONS, 64, UserId::new),
                fields.idList("blobs", Limits.MAX_BLOBS, Limits.MAX_BLOB_ID_LENGTH, id -> id),
                expect.isPresent() ? Optional.of(readExpect(expect.get())) : Optional.empty(),
                readBody(fields.object("body")));
    }

    private static Expect readExpect(Fields expect) throws BadFrameException {
        String register = expect.text("register", Expect.MAX_REGISTER_LENGTH);
        if (register.isEmpty()) {
            throw expect.wrong("register", "must not be empty");
        }
        return new Expect(register, expect.number("version", 0, Limits.MAX_NUMBER));
    }

    private static Body readBody(Fields body) throws BadFrameException {
        return new Body(body.text("type", Body.MAX_TYPE_LENGTH), body.text("data", Limits.MAX_FRAME));
    }

    /// Bytes of UTF-8 that a body takes; what [Limits#MAX_BODY] limits.
    public static int bodySize(Body body) {
        return body.data().getBytes(UTF_8).length;
    }
}
