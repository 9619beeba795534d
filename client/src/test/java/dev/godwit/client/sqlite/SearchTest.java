package dev.godwit.client.sqlite;

import static dev.godwit.client.sqlite.ProfileFixture.BOB;
import static dev.godwit.client.sqlite.ProfileFixture.ME;
import static dev.godwit.client.sqlite.ProfileFixture.WITH_BOB;
import static dev.godwit.client.sqlite.ProfileFixture.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.client.core.OutboxRow;
import dev.godwit.client.core.StoreOp;
import dev.godwit.client.view.Message;
import dev.godwit.protocol.Content;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // set before each test
class SearchTest {
    @TempDir
    Path directory;

    private ProfileFixture profile;

    @BeforeEach
    void open() {
        profile = new ProfileFixture(directory.resolve("me"));
    }

    @AfterEach
    void close() {
        CrashKit.rules(profile);
        profile.close();
    }

    private List<String> found(String query) {
        return profile.views.search(query, 10).stream().map(Message::text).toList();
    }

    private void put(long seq, String text) {
        profile.apply(
                new StoreOp.SetMembers(WITH_BOB, List.of(ME, BOB)),
                new StoreOp.PutEntries(WITH_BOB, List.of(entry(seq, BOB, "b" + seq, Content.message(text)))));
    }

    @Test
    void everyWordMustBeginAWordInAnyOrderAndTheNewestComesFirst() {
        put(3, "The ferry leaves at noon");
        put(2, "The ferry left at noon yesterday");
        put(4, "No boat");
        assertEquals(List.of("The ferry leaves at noon", "The ferry left at noon yesterday"), found("noon fer"));
        assertEquals(List.of("The ferry left at noon yesterday"), found("yester FERRY"));
        assertEquals(List.of(), found("erry"));
        assertEquals(
                List.of("The ferry leaves at noon"),
                profile.views.search("ferry", 1).stream().map(Message::text).toList());
    }

    @Test
    void accentsAndCaseDoNotMatterInAnyScript() {
        put(2, "Überfahrt nach Ærø, déjà vu");
        put(3, "Встреча в полдень");
        put(4, "明日港で会いましょう");
        put(5, "여객선은 정오에 떠난다");
        put(6, "🛥️ emoji");
        assertEquals(1, found("uberfahrt DEJA").size());
        assertEquals(1, found("встр").size());
        assertEquals(1, found("港で").size(), "without blanks between words");
        assertEquals(0, found("で港").size());
        assertEquals(1, found("정오").size());
        assertEquals(1, found("emoji").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\"\"",
                "*",
                "-",
                "a*",
                "a OR b",
                "NOT",
                "NEAR(a b)",
                "text:a",
                "(",
                ")",
                "^a",
                "a\"b",
                "'",
                ";",
                "\\",
                "{a}",
                "+",
                "",
                " ",
                "\u0000",
                "\ud83d",
                "%",
                "_",
                "--",
                "a AND",
                "\"a",
                "🛥️"
            })
    void nothingThatSomebodyTypesIsAnError(String typed) {
        put(2, "a b c OR not near text");
        profile.views.search(typed, 10);
        profile.views.search(typed + " a", 10);
        assertEquals(1, found("b \u0000 a").size());
    }

    @Test
    void randomQueriesAreNoErrors() {
        put(2, "some text");
        var random = new Random(5);
        for (int i = 0; i < 500; i++) {
            var typed = new StringBuilder();
            for (int k = random.nextInt(12); k >= 0; k--) {
                typed.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
            }
            profile.views.search(typed.toString(), 5);
        }
        assertEquals(1, found("text").size());
    }

    @Test
    void whatIsFoundIsWhatIsShown() {
        long key = profile.writes.send(BOB.value(), "first draft");
        assertEquals(List.of("first draft"), found("draft"));
        profile.writes.edit(key, "second thought");
        assertEquals(List.of(), found("draft"));
        assertEquals(List.of("second thought"), found("thought"));
        profile.apply(new StoreOp.MarkSent(profile.row(0).key(), profile.row(0).rev()));
        profile.writes.edit(key, "third time");
        assertEquals(List.of("third time"), found("time"));
        profile.apply(profile.confirm(profile.row(0), 2));
        assertEquals(List.of("third time"), found("time"), "the edit waits");
        OutboxRow.Queued edit = profile.row(0);
        profile.apply(new StoreOp.MarkSent(edit.key(), edit.rev()), profile.confirm(edit, 3));
        assertEquals(List.of("third time"), found("time"));
        profile.writes.discard(key);
        assertEquals(List.of(), found("time"));
    }

    @Test
    void changesOfOthersBeforeAndAfterWhatTheyAreAboutCount() {
        profile.apply(
                new StoreOp.SetMembers(WITH_BOB, List.of(ME, BOB)),
                new StoreOp.PutEntries(WITH_BOB, List.of(entry(3, BOB, "b3", Content.edit(2, "corrected")))));
        put(2, "wrong");
        assertEquals(List.of("corrected"), found("corr"));
        assertEquals(List.of(), found("wrong"));
        assertEquals(1, profile.views.conversations().getFirst().unread());
        profile.apply(new StoreOp.PutEntries(WITH_BOB, List.of(entry(4, BOB, "b4", Content.delete(2)))));
        assertEquals(List.of(), found("corr"));
        assertEquals(0, profile.views.conversations().getFirst().unread());
        // Of a restored server that has lost the deletion.
        profile.apply(new StoreOp.BeginEpoch("e2"), new StoreOp.Displace(WITH_BOB, List.of(2L)));
        assertEquals(List.of(), found("corr"), "an entry of somebody else that has lost its place");
    }

    @Test
    void editThatWasRefusedDoesNotCount() {
        long key = profile.sentUnanswered("before");
        profile.apply(profile.confirm(profile.row(0), 2));
        profile.writes.edit(key, "after");
        assertEquals(List.of("after"), found("after"));
        profile.apply(new StoreOp.Fail(
                profile.row(0).key(), profile.row(0).rev(), "bad_content", "No.", OptionalLong.empty()));
        assertEquals(List.of("before"), found("before"));
        assertEquals(List.of(), found("after"));
    }
}
