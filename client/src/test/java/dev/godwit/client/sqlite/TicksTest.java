package dev.godwit.client.sqlite;

import static dev.godwit.client.sqlite.ProfileFixture.BOB;
import static dev.godwit.client.sqlite.ProfileFixture.CAROL;
import static dev.godwit.client.sqlite.ProfileFixture.ME;
import static dev.godwit.client.sqlite.ProfileFixture.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.client.core.OutboxRow;
import dev.godwit.client.core.StoreOp;
import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A mark never goes back, whoever comes to a group or leaves it.
@SuppressWarnings("NullAway.Init") // set before each test
class TicksTest {
    private static final ConversationId GROUP = ConversationId.group(BOB, "walk");

    private static final UserId DAVE = new UserId("ud4d4d4d4d4d4d4d4d4d4d4d4d4");

    @TempDir
    Path directory;

    private ProfileFixture profile;
    private long group;

    /// Bob's group with Carol, and an own message at seq 6.
    @BeforeEach
    void open() {
        profile = new ProfileFixture(directory.resolve("me"));
        profile.apply(
                new StoreOp.SetMembers(GROUP, List.of()),
                view(5, Optional.of(Role.MEMBER), BOB, CAROL),
                new StoreOp.SetCoverage(GROUP, 5, "1-5"));
        group = profile.views.conversations().getFirst().key();
        profile.writes.send(group, "hello");
        profile.apply(profile.confirm((OutboxRow.Queued) profile.rows().getFirst(), 6), covered(6));
        assertEquals(new MessageState.Sent(), state());
    }

    @AfterEach
    void close() {
        profile.close();
    }

    private static StoreOp.SetGroup view(long seq, Optional<Role> mine, UserId... others) {
        return view(GROUP, seq, mine, others);
    }

    private static StoreOp.SetGroup view(ConversationId id, long seq, Optional<Role> mine, UserId... others) {
        var members = new ArrayList<GroupView.Member>();
        mine.ifPresent(role -> members.add(new GroupView.Member(ME, role)));
        for (UserId other : others) {
            members.add(new GroupView.Member(other, other.equals(BOB) ? Role.OWNER : Role.MEMBER));
        }
        return new StoreOp.SetGroup(
                id,
                mine.isEmpty()
                        ? GroupView.former(seq)
                        : new GroupView(
                                seq, "Walk", 0, History.JOINED, false, members.size(), mine, members, List.of()));
    }

    private static StoreOp.PutEntries put(long seq, UserId from, GroupChange change) {
        return put(GROUP, seq, from, change);
    }

    private static StoreOp.PutEntries put(ConversationId id, long seq, UserId from, GroupChange change) {
        return new StoreOp.PutEntries(id, List.of(entry(seq, from, "g" + seq, GroupChangeCodec.write(change))));
    }

    private static StoreOp.SetCoverage covered(long upTo) {
        return new StoreOp.SetCoverage(GROUP, upTo, "1-" + upTo);
    }

    private MessageState state() {
        return state(group, "hello");
    }

    private MessageState state(long conversation, String text) {
        return profile.views.messages(conversation, OptionalLong.empty(), 100).stream()
                .filter(message -> message.text().equals(text))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private void read(UserId user) {
        profile.apply(new StoreOp.SetCursor(GROUP, user, new Cursor(6, 6)));
    }

    @Test
    void readByAllStaysReadWhenAllOthersLeave() {
        read(BOB);
        assertEquals(new MessageState.Sent(), state());
        read(CAROL);
        assertEquals(new MessageState.Read(), state());
        profile.apply(put(7, CAROL, new GroupChange.Leave()), covered(7));
        profile.apply(put(8, BOB, new GroupChange.Leave()), covered(8));
        assertEquals(new MessageState.Read(), state());
    }

    @Test
    void readByAllStaysReadWhenTheUserIsRemoved() {
        read(BOB);
        read(CAROL);
        profile.apply(put(7, BOB, new GroupChange.Remove(ME)), covered(7), view(7, Optional.empty()));
        assertEquals(new MessageState.Read(), state());
    }

    @Test
    void whoComesLaterDoesNotTakeTicksBack() {
        read(BOB);
        read(CAROL);
        profile.apply(put(7, BOB, new GroupChange.Add(List.of(DAVE))), covered(7));
        assertEquals(new MessageState.Read(), state());
        profile.apply(new StoreOp.SetCursor(GROUP, DAVE, new Cursor(7, 0)));
        assertEquals(new MessageState.Read(), state());
    }

    @Test
    void whoeverHasNotReadItAndLeavesHoldsItUpNoLonger() {
        read(BOB);
        profile.apply(new StoreOp.SetCursor(GROUP, CAROL, new Cursor(6, 0)));
        assertEquals(new MessageState.Delivered(), state());
        profile.apply(put(7, CAROL, new GroupChange.Leave()), covered(7));
        assertEquals(new MessageState.Read(), state());
        profile.apply(put(8, BOB, new GroupChange.Remove(ME)), covered(8), view(8, Optional.empty()));
        assertEquals(new MessageState.Read(), state());
    }

    @Test
    void entryThatARestoredServerLostIsNotReadAnyMore() {
        read(BOB);
        read(CAROL);
        profile.apply(new StoreOp.Verified(GROUP, 5));
        assertEquals(new MessageState.Sent(), state());
    }

    /// Carol, who was there before, stands in no entry that a newcomer may see.
    @Test
    void whoWasJustTakenInKnowsOnlyFromTheServerWhoElseIsThere() {
        var run = ConversationId.group(BOB, "run");
        profile.apply(
                new StoreOp.SetMembers(run, List.of()),
                put(run, 4, CAROL, new GroupChange.Add(List.of(ME))),
                put(run, 5, CAROL, new GroupChange.Add(List.of(DAVE))),
                new StoreOp.SetCoverage(run, 5, "1-5"));
        long key = profile.views.conversations().stream()
                .filter(each -> each.key() != group)
                .findFirst()
                .orElseThrow()
                .key();
        profile.writes.send(key, "hello");
        profile.apply(
                profile.confirm((OutboxRow.Queued) profile.rows().getFirst(), 6),
                new StoreOp.SetCoverage(run, 6, "1-6"),
                new StoreOp.SetCursor(run, DAVE, new Cursor(6, 6)));
        assertEquals(new MessageState.Sent(), state(key, "hello"));
        profile.apply(
                view(run, 6, Optional.of(Role.MEMBER), CAROL, DAVE),
                new StoreOp.SetCursor(run, CAROL, new Cursor(6, 0)));
        assertEquals(new MessageState.Delivered(), state(key, "hello"));
        profile.apply(new StoreOp.SetCursor(run, CAROL, new Cursor(6, 6)));
        assertEquals(new MessageState.Read(), state(key, "hello"));
    }

    @Test
    void whoMayHaveComeByAnEntryThatIsMissingHoldsThemUp() {
        profile.writes.send(group, "and welcome");
        profile.apply(
                profile.confirm((OutboxRow.Queued) profile.rows().getFirst(), 8),
                new StoreOp.SetCoverage(GROUP, 8, "1-6,8"),
                new StoreOp.SetCursor(GROUP, BOB, new Cursor(8, 8)),
                new StoreOp.SetCursor(GROUP, CAROL, new Cursor(8, 8)));
        assertEquals(new MessageState.Read(), state());
        assertEquals(new MessageState.Sent(), state(group, "and welcome"));
        profile.apply(put(7, BOB, new GroupChange.Add(List.of(DAVE))), covered(8));
        assertEquals(new MessageState.Sent(), state(group, "and welcome"));
        profile.apply(new StoreOp.SetCursor(GROUP, DAVE, new Cursor(8, 0)));
        assertEquals(new MessageState.Delivered(), state(group, "and welcome"));
    }

    @Test
    void whoFoundedTheGroupKnowsItFromTheBeginning() {
        long key = profile.groups.create("Mine", List.of(BOB.value()));
        profile.writes.send(key, "hello");
        ConversationId mine = ((OutboxRow.Queued) profile.rows().getFirst()).conversation();
        for (long seq = 1; seq <= 3; seq++) {
            profile.apply(profile.confirm((OutboxRow.Queued) profile.rows().getFirst(), seq));
        }
        profile.apply(new StoreOp.SetCoverage(mine, 3, "1-3"), new StoreOp.SetCursor(mine, BOB, new Cursor(3, 3)));
        assertEquals(new MessageState.Read(), state(key, "hello"));
    }
}
