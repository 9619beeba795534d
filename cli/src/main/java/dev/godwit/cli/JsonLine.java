package dev.godwit.cli;

import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// One JSON object on one line, which is what `--json` prints for each thing. Field names are part of the
/// public interface: they are added, never renamed.
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();

    private final StringWriter line = new StringWriter();
    private final JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), line);

    JsonLine() {
        generator.writeStartObject();
    }

    JsonLine put(String name, String value) {
        generator.writeStringProperty(name, value);
        return this;
    }

    JsonLine put(String name, long value) {
        generator.writeNumberProperty(name, value);
        return this;
    }

    JsonLine put(String name, boolean value) {
        generator.writeBooleanProperty(name, value);
        return this;
    }

    /// Absent rather than null.
    JsonLine put(String name, Optional<String> value) {
        value.ifPresent(v -> put(name, v));
        return this;
    }

    JsonLine put(String name, OptionalLong value) {
        value.ifPresent(v -> put(name, v));
        return this;
    }

    /// A list of objects.
    JsonLine put(String name, List<JsonLine> values) {
        generator.writeArrayPropertyStart(name);
        values.forEach(value -> generator.writeRawValue(value.end()));
        generator.writeEndArray();
        return this;
    }

    JsonLine put(String name, JsonLine value) {
        generator.writeName(name);
        generator.writeRawValue(value.end());
        return this;
    }

    JsonLine putAll(String name, Collection<String> values) {
        generator.writeArrayPropertyStart(name);
        values.forEach(generator::writeString);
        generator.writeEndArray();
        return this;
    }

    /// Closes the object; nothing can be added after it.
    String end() {
        generator.writeEndObject();
        generator.close();
        return line.toString();
    }
}
