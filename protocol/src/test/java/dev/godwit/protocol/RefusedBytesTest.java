package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class RefusedBytesTest {
    @TestFactory
    Stream<DynamicTest> badBytesAreRefusedWithTheirReason() {
        return Golden.list("refused.json").stream()
                .map(vector -> DynamicTest.dynamicTest(Golden.text(vector, "name"), () -> check(vector)));
    }

    private static void check(JsonNode vector) throws BadFrameException {
        byte[] bytes = vector.has("hex")
                ? HexFormat.of().parseHex(Golden.text(vector, "hex"))
                : Golden.text(vector, "bytes").getBytes(UTF_8);
        var wire = Wire.from(Golden.text(vector, "from"));
        var refusal = assertThrows(BadFrameException.class, () -> wire.read(bytes));
        var failure = refusal.asFrame();

        assertEquals(Golden.text(vector, "code"), failure.code().wire());
        assertTrue(
                failure.message().contains(vector.has("message") ? Golden.text(vector, "message") : ""),
                failure.message());
        assertEquals(Golden.number(vector, "rid"), failure.rid());
        assertEquals(failure, ServerFrameCodec.read(ServerFrameCodec.write(failure)), "the answer can travel");
        if (vector.has("refused")) {
            var refused = assertInstanceOf(ServerFrame.Refused.class, refusal.asAnswer());
            assertEquals(Golden.text(vector, "refused"), refused.conversation() + " " + refused.id());
            assertEquals(failure.code(), refused.code());
            assertEquals(failure.message(), refused.message());
        } else {
            assertEquals(failure, refusal.asAnswer());
        }
    }

    @Test
    void messagesSpeakToTheAuthorOfAClientAndNotToOursInJava() {
        for (JsonNode vector : Golden.list("refused.json")) {
            if (vector.has("bytes") && Golden.text(vector, "from").equals("client")) {
                byte[] bytes = Golden.text(vector, "bytes").getBytes(UTF_8);
                String message = assertThrows(BadFrameException.class, () -> ClientFrameCodec.read(bytes))
                        .asFrame()
                        .message();
                assertTrue(!message.contains("Jackson") && !message.contains("Feature"), message);
                assertTrue(!message.contains("tools.") && !message.contains("REDACTED"), message);
                assertTrue(message.length() < 400, message);
            }
        }
    }

    @Test
    void anEmojiInTheWrongPlaceDoesNotBreakTheAnswer() throws BadFrameException {
        byte[] bytes = "{😀".getBytes(UTF_8);
        var failure = assertThrows(BadFrameException.class, () -> ClientFrameCodec.read(bytes))
                .asFrame();
        assertTrue(WellFormed.is(failure.message()), failure.message());
        assertEquals(failure, ServerFrameCodec.read(ServerFrameCodec.write(failure)));
    }

    @Test
    void contentsAndEntriesAreCheckedAsStrictlyOutsideOfFrames() {
        for (String bytes : new String[] {"", "{}", "[]", "{\"kind\":\"message\"}", "{\"skip\":{}}"}) {
            assertThrows(BadFrameException.class, () -> EntryCodec.read(bytes.getBytes(UTF_8)), bytes);
            assertThrows(BadFrameException.class, () -> EntryCodec.readContent(bytes.getBytes(UTF_8)), bytes);
        }
    }

    @Test
    void framesInsideOfAnotherObjectAreReadAsStrictly() throws BadFrameException {
        var posted = ClientFrameCodec.parse(
                "{\"frames\":[{\"t\":\"check\"},7,{\"t\":\"check\",\"mark\":\"\\ud83d\"}]}".getBytes(UTF_8));
        var frames = posted.path("frames");
        assertEquals(new ClientFrame.Check(Optional.empty()), ClientFrameCodec.read(frames.get(0)));
        for (int i = 1; i < 3; i++) {
            var bad = frames.get(i);
            assertThrows(BadFrameException.class, () -> ClientFrameCodec.read(bad));
        }
        byte[] twice = "{\"frames\":[{\"t\":\"check\",\"t\":\"check\"}]}".getBytes(UTF_8);
        assertThrows(BadFrameException.class, () -> ClientFrameCodec.parse(twice));
    }

    @Test
    void halfAnEmojiBecomesTheReplacementCharacterBeforeItIsSent() {
        assertEquals("a\uFFFDb", Body.text("a\uD83Db").data());
        assertEquals("\uFFFD\uFFFD", Body.text("\uDE00\uD83D").data());
        assertEquals("👋🏽", Body.text("👋🏽").data());
        assertEquals("👋\uFFFD👋", Body.text("👋\uD83D👋").data());
        assertEquals("\uFFFD", Body.text("\uD83D").data());
    }

    @Test
    void aRefusalWithoutARequestHasNoRid() {
        var refusal = new BadFrameException(Code.TOO_LARGE, "The frame is too large.");
        assertEquals(
                new ServerFrame.Failure(
                        Code.TOO_LARGE, "The frame is too large.", Code.TOO_LARGE.hint(), OptionalLong.empty()),
                refusal.asAnswer());
    }
}
