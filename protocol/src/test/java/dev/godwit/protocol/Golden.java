package dev.godwit.protocol;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The vectors under `protocol/golden/`, read by a plain JSON parser and not by the codec that they test.
final class Golden {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Golden() {}

    static List<JsonNode> list(String file) {
        return elements(MAPPER.readTree(Path.of("golden", file)));
    }

    static List<JsonNode> list(String file, String part) {
        return elements(MAPPER.readTree(Path.of("golden", file)).path(part));
    }

    static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }

    static String text(JsonNode vector, String field) {
        return vector.path(field).stringValue();
    }

    static OptionalLong number(JsonNode vector, String field) {
        return vector.has(field) ? OptionalLong.of(vector.path(field).longValue()) : OptionalLong.empty();
    }

    private static List<JsonNode> elements(JsonNode array) {
        if (!array.isArray() || array.isEmpty()) {
            throw new IllegalStateException("a golden file must have vectors in it");
        }
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1)
                .map(array::get)
                .toList();
    }
}
