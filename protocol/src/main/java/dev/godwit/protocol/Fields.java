package dev.godwit.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the fields of one JSON object and says precisely what is wrong with them. Unknown fields are ignored: that is
/// how the protocol grows. An explicit `null` is the same as an absent field.
final class Fields {
    private final JsonNode node;
    private final String path;

    Fields(JsonNode node) {
        this(node, "");
    }

    private Fields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    interface Reader<T> {
        T read(Fields fields) throws BadFrameException;
    }

    String text(String name, int maxLength) throws BadFrameException {
        return optionalText(name, maxLength).orElseThrow(() -> missing(name));
    }

    Optional<String> optionalText(String name, int maxLength) throws BadFrameException {
        JsonNode value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(textOf(value, name, maxLength));
    }

    private String textOf(JsonNode value, String name, int maxLength) throws BadFrameException {
        if (!value.isString()) {
            throw wrong(name, "must be a string");
        }
        String text = value.stringValue();
        if (!WellFormed.is(text)) {
            throw wrong(name, "has half of a surrogate pair, which UTF-8 cannot carry");
        }
        if (text.length() > maxLength) {
            throw new BadFrameException(Code.TOO_LARGE, named(name) + " is longer than " + maxLength + " characters.");
        }
        return text;
    }

    <T> T id(String name, Function<String, T> constructor) throws BadFrameException {
        return optionalId(name, constructor).orElseThrow(() -> missing(name));
    }

    <T> Optional<T> optionalId(String name, Function<String, T> constructor) throws BadFrameException {
        Optional<String> text = optionalText(name, 1_000);
        return text.isEmpty() ? Optional.empty() : Optional.of(convert(text.get(), name, constructor));
    }

    private <T> T convert(String text, String name, Function<String, T> constructor) throws BadFrameException {
        try {
            return constructor.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(name, String.valueOf(e.getMessage()));
        }
    }

    long number(String name, long min, long max) throws BadFrameException {
        OptionalLong value = optionalNumber(name, min, max);
        if (value.isEmpty()) {
            throw missing(name);
        }
        return value.getAsLong();
    }

    OptionalLong optionalNumber(String name, long min, long max) throws BadFrameException {
        JsonNode value = get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(name, "must be a whole number");
        }
        long number = value.longValue();
        if (number < min || number > max) {
            throw wrong(name, "must be from " + min + " to " + max);
        }
        return OptionalLong.of(number);
    }

    boolean bool(String name) throws BadFrameException {
        if (get(name) == null) {
            throw missing(name);
        }
        return flag(name);
    }

    /// An absent flag is not set.
    boolean flag(String name) throws BadFrameException {
        JsonNode value = get(name);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value.booleanValue();
    }

    Fields object(String name) throws BadFrameException {
        return optionalObject(name).orElseThrow(() -> missing(name));
    }

    Optional<Fields> optionalObject(String name) throws BadFrameException {
        JsonNode value = get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            throw wrong(name, "must be an object");
        }
        return Optional.of(new Fields(value, path + name + "."));
    }

    /// An absent list is an empty one.
    <T> List<T> list(String name, int max, Reader<T> reader) throws BadFrameException {
        var out = new ArrayList<T>();
        for (JsonNode element : elements(name, max)) {
            if (!element.isObject()) {
                throw wrong(name, "must have objects in it");
            }
            out.add(reader.read(new Fields(element, path + name + "[" + out.size() + "].")));
        }
        return out;
    }

    <T> List<T> idList(String name, int max, int maxLength, Function<String, T> constructor) throws BadFrameException {
        var out = new ArrayList<T>();
        for (JsonNode element : elements(name, max)) {
            out.add(convert(textOf(element, name, maxLength), name, constructor));
        }
        return out;
    }

    private Iterable<JsonNode> elements(String name, int max) throws BadFrameException {
        JsonNode value = get(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(name, "must be a list");
        }
        if (value.size() > max) {
            throw new BadFrameException(Code.TOO_LARGE, named(name) + " has more than " + max + " elements.");
        }
        return value;
    }

    private @Nullable JsonNode get(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    BadFrameException wrong(String name, String rule) {
        return new BadFrameException(Code.BAD_FRAME, named(name) + ": " + rule + ".");
    }

    private BadFrameException missing(String name) {
        return new BadFrameException(Code.BAD_FRAME, named(name) + " is missing.");
    }

    private String named(String name) {
        return "Field '" + path + name + "'";
    }
}
