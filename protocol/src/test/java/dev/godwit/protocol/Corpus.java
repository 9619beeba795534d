package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// All bytes under `protocol/golden/`, good and bad: what a fuzzer starts from.
public final class Corpus {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Corpus() {}

    /// One of them, and which codec it is for.
    public record Sample(String name, Speech as, Bytes bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// Bytes that compare by what is in them.
    public static final class Bytes {
        private final byte[] array;

        Bytes(byte[] array) {
            this.array = array.clone();
        }

        public byte[] array() {
            return array.clone();
        }
    }

    /// @param golden the directory with the files
    public static List<Sample> in(Path golden) {
        var all = new ArrayList<Sample>();
        for (String file : List.of("frames.json", "evolution.json", "refused.json")) {
            for (JsonNode vector : MAPPER.readTree(golden.resolve(file))) {
                all.add(new Sample(text(vector, "name"), Speech.from(text(vector, "from")), bytes(vector)));
            }
        }
        for (JsonNode part : MAPPER.readTree(golden.resolve("contents.json"))) {
            for (JsonNode vector : part) {
                var content = new Bytes(text(vector, "content").getBytes(UTF_8));
                all.add(new Sample(text(vector, "name"), Speech.BODY, content));
            }
        }
        for (JsonNode vector : MAPPER.readTree(golden.resolve("hostile.json"))) {
            all.add(new Sample(text(vector, "name"), Speech.from(text(vector, "as")), bytes(vector)));
        }
        return all;
    }

    /// `bytes` as text, `hex`, or `parts`: texts, and `[times, text]` for what would make the file long.
    static Bytes bytes(JsonNode vector) {
        if (vector.has("hex")) {
            return new Bytes(HexFormat.of().parseHex(text(vector, "hex")));
        }
        return new Bytes((vector.has("bytes") ? text(vector, "bytes") : joined(vector.path("parts"))).getBytes(UTF_8));
    }

    /// The text in a field that has one, or `parts` of one.
    static String textOf(JsonNode field) {
        return field.isArray() ? joined(field) : field.stringValue();
    }

    private static String joined(JsonNode parts) {
        var out = new StringBuilder();
        for (JsonNode part : parts) {
            if (part.isArray()) {
                out.repeat(part.get(1).stringValue(), part.get(0).intValue());
            } else {
                out.append(part.stringValue());
            }
        }
        return out.toString();
    }

    private static String text(JsonNode vector, String field) {
        return vector.path(field).stringValue();
    }
}
