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
        profile.apply(profile.confirm((OutboxRow.Queued) profile.rows().getFirst(), 6));
        assertEquals(new MessageState.Sent(), state());
    }

    @AfterEach
    void close() {
        profile.close();
    }

    private static StoreOp.SetGroup view(long seq, Optional<Role> mine, UserId... others) {
        var members = new ArrayList<GroupView.Member>();
        mine.ifPresent(role -> members.add(new GroupView.Member(ME, role)));
        for (UserId other : others) {
            members.add(new GroupView.Member(other, other.equals(BOB) ? Role.OWNER : Role.MEMBER));
        }
        return new StoreOp.SetGroup(
                GROUP,
                mine.isEmpty()
                        ? GroupView.former(seq)
                        : new GroupView(
                                seq, "Walk", 0, History.JOINED, false, members.size(), mine, members, List.of()));
    }

    private static StoreOp.PutEntries put(long seq, UserId from, GroupChange change) {
        return new StoreOp.PutEntries(GROUP, List.of(entry(seq, from, "g" + seq, GroupChangeCodec.write(change))));
    }

    private MessageState state() {
        return profile.views.messages(group, OptionalLong.empty(), 100).stream()
                .filter(message -> message.text().equals("hello"))
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
        profile.apply(put(7, CAROL, new GroupChange.Leave()));
        profile.apply(put(8, BOB, new GroupChange.Leave()));
        assertEquals(new MessageState.Read(), state());
    }

    @Test
    void readByAllStaysReadWhenTheUserIsRemoved() {
        read(BOB);
        read(CAROL);
        profile.apply(put(7, BOB, new GroupChange.Remove(ME)), view(7, Optional.empty()));
        assertEquals(new MessageState.Read(), state());
    }

    @Test
    void whoComesLaterDoesNotTakeTicksBack() {
        read(BOB);
        read(CAROL);
        var dave = new UserId("ud4d4d4d4d4d4d4d4d4d4d4d4d4");
        profile.apply(put(7, BOB, new GroupChange.Add(List.of(dave))));
        assertEquals(new MessageState.Read(), state());
        profile.apply(new StoreOp.SetCursor(GROUP, dave, new Cursor(7, 0)));
        assertEquals(new MessageState.Read(), state());
    }

    @Test
    void whoeverHasNotReadItAndLeavesHoldsItUpNoLonger() {
        read(BOB);
        profile.apply(new StoreOp.SetCursor(GROUP, CAROL, new Cursor(6, 0)));
        assertEquals(new MessageState.Delivered(), state());
        profile.apply(put(7, CAROL, new GroupChange.Leave()));
        assertEquals(new MessageState.Read(), state());
        profile.apply(put(8, BOB, new GroupChange.Remove(ME)), view(8, Optional.empty()));
        assertEquals(new MessageState.Read(), state());
    }

    @Test
    void entryThatARestoredServerLostIsNotReadAnyMore() {
        read(BOB);
        read(CAROL);
        profile.apply(new StoreOp.Verified(GROUP, 5));
        assertEquals(new MessageState.Sent(), state());
    }
}
