package dev.godwit.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.protocol.Limits;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON object in a request, read as strictly as frames are: valid UTF-8, no duplicate names, nothing
/// behind it. Unknown fields are ignored: that is how the API grows. `null` is the same as absent.
final class JsonBody {
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limits.MAX_JSON_DEPTH)
                            .maxNumberLength(20)
                            .maxNameLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode node;

    private JsonBody(JsonNode node) {
        this.node = node;
    }

    static JsonBody of(RoutingContext request) throws ProblemException {
        var buffer = request.body().buffer();
        return read(buffer == null ? new byte[0] : buffer.getBytes());
    }

    static JsonBody read(byte[] bytes) throws ProblemException {
        try {
            String text = UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode node = MAPPER.readTree(text);
            if (!node.isObject()) {
                throw new ProblemException(Problem.BAD_JSON, "The body must be one JSON object.");
            }
            return new JsonBody(node);
        } catch (CharacterCodingException e) {
            throw new ProblemException(Problem.BAD_JSON, "The body is not valid UTF-8.");
        } catch (JacksonException e) {
            throw new ProblemException(Problem.BAD_JSON, "The body is not valid JSON: " + e.getOriginalMessage());
        }
    }

    String text(String name) throws ProblemException {
        Optional<String> value = optionalText(name);
        if (value.isEmpty()) {
            throw new ProblemException(Problem.BAD_JSON, "Field '" + name + "' is missing.");
        }
        return value.get();
    }

    Optional<String> optionalText(String name) throws ProblemException {
        JsonNode value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw wrong(name, "must be a string");
        }
        String text = value.stringValue();
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw wrong(name, "has half a surrogate pair");
        }
        return Optional.of(text);
    }

    <T> Optional<T> optionalId(String name, Function<String, T> constructor) throws ProblemException {
        Optional<String> text = optionalText(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(constructor.apply(text.get()));
        } catch (IllegalArgumentException e) {
            throw wrong(name, String.valueOf(e.getMessage()));
        }
    }

    OptionalLong optionalNumber(String name, long min, long max) throws ProblemException {
        JsonNode value = get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            throw wrong(name, "must be a whole number from " + min + " to " + max);
        }
        return OptionalLong.of(value.longValue());
    }

    boolean flag(String name) throws ProblemException {
        JsonNode value = get(name);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value.booleanValue();
    }

    ProblemException wrong(String name, String rule) {
        return new ProblemException(Problem.BAD_JSON, "Field '" + name + "': " + rule + ".");
    }

    private @Nullable JsonNode get(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
