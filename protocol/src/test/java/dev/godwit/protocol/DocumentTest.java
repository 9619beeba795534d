package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// docs/protocol.md is what strangers build on: it must not say anything else than the code does.
class DocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "protocol.md");

    @Test
    void limitsAreThoseOfTheCode() throws IOException, IllegalAccessException {
        Map<String, String> documented = rows("Limits", "\\| `([A-Z_]+)` \\| (\\d+) \\|.*");
        var actual = new HashMap<String, String>();
        for (Class<?> type : List.of(Limits.class, Body.class, Expect.class, ClientMessageId.class)) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().startsWith("MAX_") || type.equals(Limits.class)) {
                    actual.put(field.getName(), String.valueOf(field.get(null)));
                }
            }
        }
        assertEquals(actual, documented);
    }

    @Test
    void codesAndTheirPermanenceAreThoseOfTheCode() throws IOException {
        Map<String, String> documented = rows("Refusals", "\\| `([a-z_]+)` \\| (yes|no) \\|.*");
        var actual = new HashMap<String, String>();
        for (Code code : Code.values()) {
            actual.put(code.wire(), code.isPermanent() ? "yes" : "no");
            assertEquals(code, Code.fromWire(code.wire()).orElseThrow());
        }
        assertEquals(actual, documented);
    }

    @TestFactory
    Stream<DynamicTest> everyLineOfTheExampleSessionIsAFrame() throws IOException {
        return section("An example session").stream()
                .filter(line -> line.startsWith("→") || line.startsWith("←"))
                .map(line -> DynamicTest.dynamicTest(line, () -> {
                    var wire = line.startsWith("→") ? Wire.CLIENT : Wire.SERVER;
                    String bytes = line.substring(2);
                    assertEquals(bytes, new String(wire.write(wire.read(bytes.getBytes(UTF_8))), UTF_8));
                }));
    }

    /// The numbers in the example are what a client that follows this page would come to.
    @Test
    void digestsOfTheExampleSessionAreRight() throws IOException, BadFrameException {
        var alice = new UserId("ua1a1a1a1a1a1a1a1a1a1a1a1a1");
        var bob = new UserId("ub2b2b2b2b2b2b2b2b2b2b2b2b2");
        var conversation = ConversationId.direct(alice, bob);
        var digests = new ArrayList<String>();
        for (String line : section("An example session")) {
            byte[] bytes = line.isEmpty() ? new byte[0] : line.substring(1).getBytes(UTF_8);
            if (line.startsWith("→") && ClientFrameCodec.read(bytes) instanceof ClientFrame.Hello hello) {
                digests.add(hello.digest().orElseThrow());
            } else if (line.startsWith("←") && ServerFrameCodec.read(bytes) instanceof ServerFrame.Current current) {
                digests.add(current.digest());
            }
        }
        String nothing = StateDigest.EMPTY.toString();
        String three = StateDigest.EMPTY.with(conversation, 3).toString();
        String six = StateDigest.EMPTY.with(conversation, 6).toString();
        assertEquals(List.of(nothing, nothing, three, six, six), digests);
    }

    @Test
    void everyFrameIsNamed() throws IOException {
        String frames = String.join("\n", section("Frames"));
        Golden.list("frames.json").forEach(vector -> {
            String type = Golden.text(Golden.parse(Golden.text(vector, "bytes")), "t");
            assertTrue(frames.contains("`" + type + "`"), type);
        });
    }

    @Test
    void everyGoldenFileIsExplained() throws IOException {
        String golden = String.join("\n", section("Golden files"));
        try (Stream<Path> files = Files.list(Path.of("golden"))) {
            List<String> names =
                    files.map(file -> String.valueOf(file.getFileName())).toList();
            assertTrue(names.size() >= 5, names.toString());
            names.forEach(name -> assertTrue(golden.contains("`" + name + "`"), name));
        }
    }

    @Test
    void linksWithinThePageLeadSomewhere() throws IOException {
        List<String> anchors = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .toList();
        var links = Pattern.compile("\\(#([^)]+)\\)").matcher(Files.readString(DOCUMENT));
        var broken = links.results()
                .map(link -> link.group(1))
                .filter(link -> !anchors.contains(link))
                .toList();
        assertEquals(List.of(), broken);
    }

    private static Map<String, String> rows(String title, String row) throws IOException {
        var pattern = Pattern.compile(row);
        var out = new HashMap<String, String>();
        for (String line : section(title)) {
            var cells = pattern.matcher(line);
            if (cells.matches()) {
                out.put(cells.group(1), cells.group(2));
            }
        }
        return out;
    }

    private static List<String> section(String title) throws IOException {
        String text = Files.readString(DOCUMENT);
        int start = text.indexOf("\n## " + title + "\n");
        assertTrue(start >= 0, "no section '" + title + "'");
        int end = text.indexOf("\n## ", start + 1);
        return Arrays.asList((end < 0 ? text.substring(start) : text.substring(start, end)).split("\n", -1));
    }
}
