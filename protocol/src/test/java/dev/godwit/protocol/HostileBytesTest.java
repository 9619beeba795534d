package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Bytes that somebody sends who means no good, one family after the other. The web client's decoder reads the same
/// file: `web/test/protocol/hostile.test.ts`.
class HostileBytesTest {
    @TestFactory
    Stream<DynamicTest> eachIsReadAsItsOneFormOrRefusedWithItsCode() {
        return Golden.list("hostile.json").stream()
                .map(vector -> DynamicTest.dynamicTest(Golden.text(vector, "name"), () -> check(vector)));
    }

    private static void check(JsonNode vector) throws BadFrameException {
        var speech = Speech.from(Golden.text(vector, "as"));
        byte[] bytes = Corpus.bytes(vector).array();
        if (vector.has("code")) {
            assertEquals(Golden.text(vector, "code"), brief(speech.verdict(bytes)));
        } else {
            String form = Corpus.textOf(vector.path("read_as"));
            assertEquals(brief(form), brief(speech.verdict(bytes)));
            assertEquals(form, speech.verdict(bytes), "the same at its end");
            assertArrayEquals(form.getBytes(UTF_8), speech.again(form.getBytes(UTF_8)), "its one form is that");
        }
    }

    private static String brief(String verdict) {
        return verdict.length() < 2_000 ? verdict : verdict.substring(0, 2_000);
    }

    @Test
    void namesAreUnique() {
        var names = Golden.list("hostile.json").stream()
                .map(vector -> Golden.text(vector, "name"))
                .toList();
        assertEquals(names.size(), names.stream().distinct().count());
    }
}
