package dev.godwit.client.sqlite;

import static dev.godwit.client.sqlite.ProfileFixture.BOB;
import static dev.godwit.client.sqlite.ProfileFixture.ME;
import static dev.godwit.client.sqlite.ProfileFixture.WITH_BOB;
import static dev.godwit.client.sqlite.ProfileFixture.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.client.core.OutboxRow;
import dev.godwit.client.core.StoreOp;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A message that was edited twice before the server lost both edits, and the user's devices bring them back.
@SuppressWarnings("NullAway.Init") // set before each test
class EditOrderTest {
    @TempDir
    Path directory;

    private ProfileFixture profile;

    @BeforeEach
    void loseBothEdits() {
        profile = new ProfileFixture(directory.resolve("me"));
        profile.apply(
                new StoreOp.BeginEpoch("e1"),
                new StoreOp.SetMembers(WITH_BOB, List.of(ME, BOB)),
                new StoreOp.PutEntries(
                        WITH_BOB, List.of(entry(2, ME, "m1", Content.message("first")), older(3, 2), newer(4, 2))),
                new StoreOp.SetCoverage(WITH_BOB, 4, "2-4"));
        assertEquals("newer", text());
        profile.apply(new StoreOp.BeginEpoch("e2"));
    }

    @AfterEach
    void close() {
        profile.close();
    }

    private static Entry older(long seq, long target) {
        return entry(seq, ME, "older", Content.edit(target, "older"));
    }

    private static Entry newer(long seq, long target) {
        return entry(seq, ME, "newer", Content.edit(target, "newer"));
    }

    private String text() {
        return profile.views.message(1).orElseThrow().text();
    }

    /// One page of the comparison.
    private void compared(List<Long> gone, Entry... there) {
        profile.apply(new StoreOp.Displace(WITH_BOB, gone), new StoreOp.PutEntries(WITH_BOB, List.of(there)));
    }

    private void verified() {
        profile.apply(new StoreOp.Verified(WITH_BOB, 2));
    }

    private List<Content> waiting() {
        return profile.rows().stream()
                .map(row -> ((OutboxRow.Send) row).content())
                .toList();
    }

    private void nextArrivesAt(long seq) {
        profile.apply(profile.confirm(profile.row(0), seq));
    }

    @Test
    void newerEditThatAnotherDeviceBroughtBackFirstIsSaidAgainBehindTheOlderOne() {
        compared(List.of(3L, 4L), newer(3, 2));
        verified();
        assertEquals(List.of(Content.edit(2, "older")), waiting());
        nextArrivesAt(4);
        assertEquals("newer", text());
        assertEquals(List.of(Content.edit(2, "newer")), waiting());
        nextArrivesAt(5);
        assertEquals(List.of(), waiting());
        assertEquals("newer", text());
    }

    @Test
    void theSameWhereTheOtherDeviceWasFasterOnlyWithOneOfThem() {
        compared(List.of(3L, 4L));
        verified();
        nextArrivesAt(6);
        assertEquals("newer", text());
        nextArrivesAt(5);
        assertEquals(List.of(Content.edit(2, "newer")), waiting());
        assertEquals("newer", text());
    }

    @Test
    void theSameWhereOtherDevicesHaveBroughtBackBoth() {
        compared(List.of(3L, 4L), newer(3, 2), older(4, 2));
        verified();
        assertEquals(List.of(Content.edit(2, "newer")), waiting());
        assertEquals("newer", text());
    }

    @Test
    void theSameWhereTheyAreComparedPageByPage() {
        compared(List.of(4L), older(4, 2));
        compared(List.of(), newer(3, 2));
        assertEquals(List.of(), waiting(), "before all is compared nothing is certain");
        verified();
        assertEquals(List.of(Content.edit(2, "newer")), waiting());
    }

    @Test
    void theSameWhereTheNewerOneGotItsOldSeqBack() {
        compared(List.of(), newer(4, 2));
        compared(List.of(3L));
        verified();
        nextArrivesAt(5);
        assertEquals(List.of(Content.edit(2, "newer")), waiting());
    }

    @Test
    void theSameWhereNobodyHadAnsweredTheNewerOneYet() {
        profile.writes.edit(1, "newest");
        OutboxRow row = profile.row(0);
        profile.apply(new StoreOp.MarkSent(row.key(), row.rev()));
        compared(List.of(3L, 4L));
        verified();
        profile.apply(profile.confirm(profile.row(2), 3));
        nextArrivesAt(4);
        nextArrivesAt(5);
        assertEquals(List.of(Content.edit(2, "newest")), waiting());
    }

    @Test
    void theSameWhereTheMessageWasLostToo() {
        compared(List.of(2L, 3L, 4L), entry(5, ME, "m1", Content.message("first")), newer(6, 5));
        profile.apply(new StoreOp.Verified(WITH_BOB, 1));
        nextArrivesAt(7);
        assertEquals(List.of(Content.edit(5, "newer")), waiting());
        assertEquals("newer", text());
    }

    @Test
    void theirOldOrderIsLeftAlone() {
        compared(List.of(3L, 4L), entry(3, BOB, "b1", Content.message("hi")), older(4, 2), newer(5, 2));
        verified();
        assertEquals(List.of(), waiting());
        assertEquals("newer", text());
    }

    @Test
    void editThatWasMadeAfterTheLossStaysTheLast() {
        Content newest = Content.edit(2, "newest");
        compared(List.of(3L, 4L), newer(3, 2), entry(4, ME, "newest", newest));
        verified();
        nextArrivesAt(5);
        assertEquals(List.of(newest), waiting(), "not the one that it came behind");
        nextArrivesAt(6);
        assertEquals("newest", text());
    }

    @Test
    void whatTheUserWantsByNowComesAfterAll() {
        compared(List.of(3L, 4L), newer(3, 2));
        verified();
        profile.writes.edit(1, "newest");
        nextArrivesAt(4);
        assertEquals(List.of(Content.edit(2, "newest")), waiting());
        nextArrivesAt(5);
        assertEquals(List.of(), waiting());
        assertEquals("newest", text());
    }

    @Test
    void messageThatWasTakenBackIsNotEditedAgain() {
        compared(List.of(3L, 4L), newer(3, 2), entry(4, ME, "gone", Content.delete(2)));
        verified();
        nextArrivesAt(5);
        assertEquals(List.of(), waiting());
    }

    @Test
    void whatIsMendedIsForgottenBeforeTheNextLoss() {
        compared(List.of(3L, 4L), newer(3, 2), older(4, 2));
        verified();
        nextArrivesAt(5);
        profile.apply(new StoreOp.BeginEpoch("e3"));
        profile.apply(new StoreOp.Displace(WITH_BOB, List.of(4L, 5L)), new StoreOp.Verified(WITH_BOB, 3));
        nextArrivesAt(4);
        nextArrivesAt(5);
        assertEquals(List.of(), waiting());
        assertEquals("newer", text());
        assertEquals(OptionalLong.of(2), profile.views.message(1).orElseThrow().seq());
    }
}
