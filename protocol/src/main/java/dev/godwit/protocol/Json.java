package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON in the strict form that the wire uses: no duplicate names, no trailing bytes, bounded depth.
final class Json {
    private static final int MAX_NUMBER_LENGTH = 20;
    private static final int MAX_NAME_LENGTH = 100;
    private static final Pattern ADVICE = Pattern.compile("(: enable| \\(start marker|: maybe).*", Pattern.DOTALL);

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limits.MAX_JSON_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxNameLength(MAX_NAME_LENGTH)
                            .maxStringLength(Limits.MAX_FRAME)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // As JSON.stringify: the body of an entry must not depend on who wrote it.
                    .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static JsonNode read(byte[] bytes) throws BadFrameException {
        String text;
        try {
            text = UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadFrameException(Code.BAD_FRAME, "This is not valid UTF-8.");
        }
        try {
            JsonNode node = MAPPER.readTree(text);
            if (!node.isObject()) {
                throw new BadFrameException(Code.BAD_FRAME, "A frame is one JSON object.");
            }
            return node;
        } catch (JacksonException e) {
            throw new BadFrameException(Code.BAD_FRAME, explanation(e));
        }
    }

    /// What is wrong, without the parser's advice to its own users.
    private static String explanation(JacksonException fault) {
        return switch (fault) {
            case StreamConstraintsException tooMuch ->
                "This nests more than " + Limits.MAX_JSON_DEPTH + " levels, or has a number of more than "
                        + MAX_NUMBER_LENGTH + ", a name of more than " + MAX_NAME_LENGTH + " or a text of more than "
                        + Limits.MAX_FRAME + " characters.";
            case DatabindException trailing -> "There is something after the end of the frame.";
            default ->
                "This is not valid JSON (character " + fault.getLocation().getCharOffset() + "): "
                        + ADVICE.matcher(fault.getOriginalMessage()).replaceFirst("") + ".";
        };
    }

    static byte[] write(Consumer<JsonGenerator> content) {
        var out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            content.accept(json);
        }
        return out.toByteArray();
    }

    static void writeStrings(JsonGenerator json, String name, List<String> values) {
        json.writeName(name);
        json.writeStartArray();
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
