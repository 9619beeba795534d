package dev.godwit.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.WaitsFor;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.UserId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScreenTest {
    @Test
    void bothScreensFitIntoEightyColumnsWhateverTheStory() {
        var texts = Stream.concat(Verdict.ALICE_WROTE.stream(), Verdict.BOB_WROTE.stream());
        var messages =
                texts.map(text -> own(text, new MessageState.Delivered())).toList();
        var drawn = draw(new Seen("Alice", messages), new Seen("Bob", messages));
        assertTrue(drawn.lines().allMatch(line -> line.length() < 80), drawn);
        Verdict.ALICE_WROTE.forEach(text -> assertTrue(drawn.contains(text + ' '), text));
    }

    @Test
    void eachMessageStandsBesideItsMark() {
        var drawn = draw(
                new Seen("Alice", List.of(own("Hello Bob", new MessageState.Read()))),
                new Seen("Bob", List.of(own("Eight", new MessageState.Pending(WaitsFor.CONNECTION)))));
        assertEquals(
                "  you   Hello Bob          ✓✓ read        you   Eight              🕓 waiting",
                drawn.lines().skip(3).findFirst().orElseThrow());
    }

    private static String draw(Seen left, Seen right) {
        var out = new ByteArrayOutputStream();
        new Screen(new PrintStream(out, true, UTF_8), false).draw(left, right);
        return out.toString(UTF_8);
    }

    private static Message own(String text, MessageState state) {
        return new Message(
                1,
                1,
                new ClientMessageId("m"),
                OptionalLong.empty(),
                new UserId("uaaaaaaaaaaaaaaaaaaaaaaaaaa"),
                Optional.empty(),
                true,
                Instant.EPOCH,
                "message",
                true,
                text,
                false,
                false,
                false,
                Optional.empty(),
                0,
                state);
    }
}
