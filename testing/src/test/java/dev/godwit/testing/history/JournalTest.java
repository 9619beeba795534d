package dev.godwit.testing.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Happening.OnDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Random RANDOM = new Random(7);
    private static final UserId ALICE = UserId.random(RANDOM);
    private static final UserId BOB = UserId.random(RANDOM);
    private static final Device PHONE = new Device("alice/1", ALICE);
    private static final ConversationId BOTH = ConversationId.direct(ALICE, BOB);
    private static final ClientMessageId ID = new ClientMessageId("id-1");
    private static final OnDevice WROTE = new Happening.Wrote(PHONE, BOTH, 17, "#17 \"quoted\"\nand\t\ud83d\ude00");

    @TempDir
    Path directory;

    private Path journal;

    @BeforeEach
    void place() {
        journal = directory.resolve("journal");
    }

    private void write(List<OnDevice> happenings) throws IOException {
        try (var writer = JournalWriter.open(journal)) {
            happenings.forEach(writer::add);
        }
    }

    private List<OnDevice> read() throws IOException {
        var out = new ArrayList<OnDevice>();
        new JournalReader().read(journal, out::add);
        return out;
    }

    @Test
    void everythingThatHappensOnADeviceIsReadAsItWasWritten() throws IOException {
        List<OnDevice> all = List.of(
                new Happening.Greeted(PHONE, "e1"),
                new Happening.Trying(WROTE),
                WROTE,
                new Happening.Edited(PHONE, BOTH, 17, "#17 other"),
                new Happening.TookBack(PHONE, BOTH, 17),
                new Happening.Acked(PHONE, BOTH, 17, 2, ID),
                new Happening.Refused(PHONE, BOTH, 17, "not_a_member"),
                new Happening.Retried(PHONE, BOTH, 17),
                new Happening.Received(PHONE, BOTH, 3, BOB, ID, ""),
                new Happening.Looked(PHONE, BOTH, 3),
                new Happening.Claimed(PHONE, BOTH, new Cursor(3, 2)),
                new Happening.Told(PHONE, BOTH, BOB, new Cursor(2, 0)),
                new Happening.Died(PHONE, "kill -9"));
        write(all);
        assertEquals(all, read());
    }

    @Test
    void theHalfLineOfAKilledProgramIsDropped() throws IOException {
        write(List.of(WROTE, WROTE));
        byte[] whole = Files.readAllBytes(journal);
        for (int length = whole.length / 2; length < whole.length; length++) {
            Files.write(journal, Arrays.copyOf(whole, length));
            assertEquals(List.of(WROTE), read());
        }
    }

    @Test
    void aProgramThatIsStartedAgainGoesOnBehindTheLastWholeLine() throws IOException {
        write(List.of(WROTE));
        Files.writeString(journal, "{\"what\":\"" + "w".repeat(10_000), UTF_8, APPEND);
        write(List.of(new Happening.Died(PHONE, "kill -9")));
        assertEquals(List.of(WROTE, new Happening.Died(PHONE, "kill -9")), read());
    }

    @Test
    void anyOtherLineThatCannotBeReadIsAnErrorThatNamesIt() throws IOException {
        for (String bad : List.of(
                "",
                "{\"what\":\"wro",
                "{}",
                "{} {}",
                "[]",
                "{\"what\":\"sang\",\"device\":\"alice/1\",\"user\":\"" + ALICE + "\"}",
                "{\"what\":\"died\",\"device\":\"alice/1\",\"user\":\"me\",\"how\":\"\"}",
                "{\"what\":\"looked\",\"device\":\"alice/1\",\"user\":\"" + ALICE + "\",\"in\":\"" + BOTH
                        + "\",\"seq\":\"3\"}")) {
            Files.deleteIfExists(journal);
            write(List.of(WROTE));
            Files.writeString(journal, bad + "\n", UTF_8, APPEND);
            write(List.of(WROTE));
            var error = assertThrows(IOException.class, this::read, bad);
            assertTrue(String.valueOf(error.getMessage()).contains("line 2"), error.getMessage());
        }
    }
}
