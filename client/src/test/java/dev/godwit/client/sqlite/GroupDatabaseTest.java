package dev.godwit.client.sqlite;

import static dev.godwit.client.sqlite.ProfileFixture.BOB;
import static dev.godwit.client.sqlite.ProfileFixture.CAROL;
import static dev.godwit.client.sqlite.ProfileFixture.DAVE;
import static dev.godwit.client.sqlite.ProfileFixture.ME;
import static dev.godwit.client.sqlite.ProfileFixture.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.core.OutboxRow;
import dev.godwit.client.core.Person;
import dev.godwit.client.core.StoreOp;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Group;
import dev.godwit.client.view.Member;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.client.view.WaitsFor;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Expect;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class GroupDatabaseTest {
    /// What the view of a group that others made says.
    private static final long TITLE_VERSION = 4;

    private static final ConversationId THEIRS = ConversationId.group(BOB, "theirs");

    @TempDir
    Path directory;

    private ProfileFixture profile;

    @BeforeEach
    void open() {
        profile = new ProfileFixture(directory.resolve("me"));
        profile.named(ME, "me");
        profile.named(BOB, "bob");
        profile.named(CAROL, "carol");
    }

    @AfterEach
    void close() {
        CrashKit.rules(profile);
        profile.close();
    }

    private Conversation conversation(long key) {
        return profile.views.conversation(key).orElseThrow();
    }

    private Group group(long key) {
        return conversation(key).group().orElseThrow();
    }

    private List<String> lines(long key) {
        return profile.views.messages(key, OptionalLong.empty(), 100).stream()
                .map(Message::text)
                .toList();
    }

    private List<String> members(long key) {
        return profile.views.members(key).stream()
                .map(each -> each.name().orElse("?") + " " + each.role().wire() + (each.waiting() ? " waiting" : ""))
                .toList();
    }

    private long theirs(long seq, Role mine, boolean large, UserId... others) {
        var members = new ArrayList<GroupView.Member>();
        members.add(new GroupView.Member(ME, mine));
        for (UserId other : others) {
            members.add(new GroupView.Member(other, other.equals(BOB) ? Role.OWNER : Role.MEMBER));
        }
        profile.apply(new StoreOp.SetGroup(
                THEIRS,
                new GroupView(
                        seq,
                        "Walk",
                        TITLE_VERSION,
                        History.JOINED,
                        large,
                        large ? 700 : members.size(),
                        Optional.of(mine),
                        large ? List.of() : members,
                        List.of())));
        profile.apply(new StoreOp.SetCoverage(THEIRS, seq, seq + "-" + seq));
        return profile.views.find(THEIRS.value()).orElseThrow().key();
    }

    private void put(long seq, UserId from, GroupChange change) {
        profile.apply(
                new StoreOp.PutEntries(THEIRS, List.of(entry(seq, from, "e" + seq, GroupChangeCodec.write(change)))));
    }

    private String refused(Executable executable) {
        return assertThrows(Refusal.class, executable).code();
    }

    private void fail(int row, Code code, String reason, OptionalLong version) {
        OutboxRow.Queued queued = profile.row(row);
        profile.apply(new StoreOp.MarkSent(queued.key(), queued.rev()));
        OutboxRow.Queued sent = profile.row(row);
        profile.apply(new StoreOp.Fail(sent.key(), sent.rev(), code.wire(), reason, version));
    }

    @Test
    void groupMadeOfflineIsThereAtOnceAndStaysTheSameOnceItIsStored() {
        long key = profile.groups.create("  Walk on Sunday ", List.of("bob", CAROL.value(), "bob", "me"));
        assertEquals("Walk on Sunday", conversation(key).title());
        assertEquals(List.of("me owner waiting", "bob member waiting", "carol member waiting"), members(key));
        assertEquals(new Group(Optional.of(Role.OWNER), false, 3, false, History.JOINED), group(key));
        assertEquals(3, conversation(key).pending());
        List<String> lines = List.of("You made the group: Walk on Sunday", "You added bob", "You added carol");
        assertEquals(lines, lines(key));
        profile.confirmAll(conversation(key).id().orElseThrow(), 0);
        assertEquals(List.of("me owner", "bob member", "carol member"), members(key));
        assertEquals(new Group(Optional.of(Role.OWNER), false, 3, false, History.JOINED), group(key));
        assertEquals(lines, lines(key));
        assertEquals(0, conversation(key).unread());
        assertEquals(3, conversation(key).members().size());
    }

    @Test
    void groupsIdIsThatOfItsCreatorAndNonce() {
        long key = profile.groups.create("Walk", List.of());
        Content content = ((OutboxRow.Send) profile.row(0)).content();
        var create = assertInstanceOf(
                GroupChange.Create.class, GroupFact.change(content).orElseThrow());
        assertEquals(
                ConversationId.group(ME, create.nonce()), conversation(key).id().orElseThrow());
    }

    @Test
    void nameThatIsNotKnownHoldsUpItsRowAndWhatIsBehindItAndNothingMadeUpEverLeaves() {
        long key = profile.groups.create("Walk", List.of("bob", "dave", "carol"));
        profile.writes.send(key, "Hello");
        assertEquals(1, profile.views.conversations().size(), "looking a name up makes no conversation to see");
        assertEquals(
                List.of("me owner waiting", "bob member waiting", "carol member waiting", "dave member waiting"),
                members(key));
        assertEquals(3, conversation(key).members().size(), "nobody is in it who is not known");
        List<OutboxRow> rows = profile.rows();
        assertEquals(3, rows.size(), "create, add bob, and the lookup");
        assertTrue(profile.reads
                .changes()
                .truncated()
                .contains(conversation(key).id().orElseThrow()));
        assertEquals(
                WaitsFor.NAME,
                ((MessageState.Pending) profile.views.outbox().stream()
                                .filter(item -> item.text().contains("dave") && item.what() == OutboxItem.What.GROUP)
                                .findFirst()
                                .orElseThrow()
                                .state())
                        .waitsFor());
        profile.apply(new StoreOp.Resolve(rows.getLast().key(), new Person(DAVE, "dave")));
        assertEquals(
                new GroupChange.Add(List.of(DAVE)),
                GroupFact.change(((OutboxRow.Send) profile.row(2)).content()).orElseThrow());
        assertEquals(5, profile.rows().size());
        assertEquals(1, profile.views.conversations().size());
        assertEquals(4, conversation(key).members().size());
    }

    @Test
    void unknownNameFailsItsRowsAndNothingElse() {
        long key = profile.groups.create("Walk", List.of("nobody"));
        profile.groups.add(key, "bob");
        profile.apply(new StoreOp.UnknownName(profile.rows().getLast().key(), "Nobody here is called 'nobody'."));
        assertEquals(2, profile.rows().size());
        assertEquals(1, conversation(key).failed());
        assertEquals(List.of("me owner waiting", "bob member waiting"), members(key));
        long failed =
                profile.views.messages(key, OptionalLong.empty(), 10).get(1).key();
        profile.writes.retry(failed);
        assertInstanceOf(OutboxRow.Lookup.class, profile.rows().getLast());
        profile.writes.discard(failed);
        assertEquals(2, profile.rows().size(), "nobody needs the lookup any more");
        assertEquals(List.of("You made the group: Walk", "You added bob"), lines(key));
    }

    @Test
    void lookupOfAWaitingMessageServesTheGroupToo() {
        profile.writes.send("dave", "Hi");
        profile.groups.create("Walk", List.of("dave"));
        assertEquals(
                1,
                profile.rows().stream()
                        .filter(OutboxRow.Lookup.class::isInstance)
                        .count());
        profile.apply(new StoreOp.Resolve(profile.rows().getLast().key(), new Person(DAVE, "dave")));
        assertEquals(3, profile.rows().size());
    }

    @Test
    void changesAreLinesInWordsAndDoNotCountAsUnread() {
        profile.apply(new StoreOp.SetMembers(THEIRS, List.of()));
        put(1, BOB, new GroupChange.Create("theirs", "Walk", History.ALL));
        put(2, BOB, new GroupChange.Add(List.of(ME, CAROL)));
        put(3, BOB, new GroupChange.SetRole(ME, Role.ADMIN));
        put(4, BOB, new GroupChange.MakeLink(new GroupLink(GroupLink.newCode(new Random(1)), 0, 0)));
        put(5, DAVE, new GroupChange.Join(GroupLink.newCode(new Random(1))));
        put(6, BOB, new GroupChange.SetTitle("Swim"));
        put(7, ME, new GroupChange.Remove(CAROL));
        put(8, BOB, new GroupChange.SetHistory(History.JOINED));
        put(9, BOB, new GroupChange.Leave());
        put(10, BOB, new GroupChange.Inherit(ME));
        profile.apply(new StoreOp.PutEntries(THEIRS, List.of(entry(11, DAVE, "m", Content.message("Hello")))));
        long key = profile.views.find(THEIRS.value()).orElseThrow().key();
        assertEquals(
                List.of(
                        "bob made the group: Walk",
                        "bob added you and carol",
                        "bob made you an admin",
                        "Somebody joined by a link",
                        "Title: Swim",
                        "You removed carol",
                        "Newcomers can read what comes after them from now on",
                        "bob left",
                        "Hello"),
                lines(key));
        assertEquals(1, conversation(key).unread());
        assertEquals(new Group(Optional.of(Role.OWNER), false, 2, false, History.JOINED), group(key));
        assertEquals("Swim", conversation(key).title());
        Message join = profile.views.messages(key, OptionalLong.empty(), 100).get(3);
        assertInstanceOf(GroupChange.Join.class, join.change().orElseThrow());
        assertTrue(join.understood());
    }

    @Test
    void whoIsGoneCanNeitherWriteNorChangeAnythingAndKeepsWhatWasTheirs() {
        long key = theirs(5, Role.ADMIN, false, BOB);
        profile.apply(new StoreOp.PutEntries(THEIRS, List.of(entry(6, BOB, "m", Content.message("See you")))));
        put(7, BOB, new GroupChange.Remove(ME));
        profile.apply(new StoreOp.SetGroup(THEIRS, GroupView.former(7)));
        assertEquals(Optional.empty(), group(key).role());
        assertEquals("Walk", conversation(key).title());
        assertEquals(List.of("See you", "bob removed you"), lines(key));
        assertEquals("not_a_member", refused(() -> profile.writes.send(key, "Hello")));
        assertEquals("not_a_member", refused(() -> profile.groups.add(key, "carol")));
        assertEquals("not_a_member", refused(() -> profile.groups.leave(key)));
        assertEquals(List.of(), profile.rows());
    }

    @Test
    void whatIsCertainToFailIsRefusedAtOnce() {
        long key = theirs(5, Role.MEMBER, false, BOB);
        assertEquals("not_allowed", refused(() -> profile.groups.add(key, "carol")));
        assertEquals("not_allowed", refused(() -> profile.groups.setTitle(key, "New")));
        assertEquals("bad_title", refused(() -> profile.groups.setTitle(key, "  ")));
        assertEquals("bad_title", refused(() -> profile.groups.create("x".repeat(201), List.of())));
        assertEquals("bad_name", refused(() -> profile.groups.create("Walk", List.of(""))));
        long own = profile.groups.create("Mine", List.of("bob"));
        assertEquals("no_change", refused(() -> profile.groups.add(own, "bob")));
        assertEquals("no_change", refused(() -> profile.groups.remove(own, "carol")));
        assertEquals("not_allowed", refused(() -> profile.groups.remove(own, "me")));
        assertEquals("not_allowed", refused(() -> profile.groups.setRole(own, "me", Role.MEMBER)));
        assertEquals("no_change", refused(() -> profile.groups.setTitle(own, "Mine")));
        assertEquals("bad_link", refused(() -> profile.groups.makeLink(own, OptionalInt.of(0), Optional.empty())));
        profile.writes.send(BOB.value(), "Hello");
        long pair = profile.views.find("bob").orElseThrow().key();
        assertEquals("not_a_group", refused(() -> profile.groups.leave(pair)));
        assertEquals("no_conversation", refused(() -> profile.groups.leave(4711)));
    }

    @Test
    void leavingAGroupThatNeverWasSentLeavesNothing() {
        long key = profile.groups.create("Walk", List.of("bob", "dave"));
        profile.writes.send(key, "Hello");
        profile.groups.leave(key);
        assertEquals(List.of(), profile.views.conversations());
        assertEquals(List.of(), profile.views.outbox());
        long again = profile.groups.create("Walk", List.of("bob"));
        profile.writes.discard(profile.views
                .messages(again, OptionalLong.empty(), 10)
                .getFirst()
                .key());
        assertEquals(List.of(), profile.views.conversations());
    }

    @Test
    void leavingOneThatMayHaveArrivedIsAnEntry() {
        long key = profile.groups.create("Walk", List.of());
        OutboxRow.Queued create = profile.row(0);
        profile.apply(new StoreOp.MarkSent(create.key(), create.rev()));
        profile.groups.leave(key);
        assertEquals(2, profile.rows().size());
        assertEquals(Optional.empty(), group(key).role());
        long line =
                profile.views.messages(key, OptionalLong.empty(), 10).getFirst().key();
        assertEquals("not_allowed", refused(() -> profile.writes.discard(line)));
    }

    @Test
    void laterTitleTakesThePlaceOfOneThatNeverLeft() {
        long key = theirs(5, Role.ADMIN, false, BOB);
        profile.groups.setTitle(key, "Swim");
        profile.groups.setTitle(key, "Run");
        assertEquals(1, profile.rows().size());
        assertEquals("Run", conversation(key).title());
        // One that may have left is asked for first.
        OutboxRow.Queued row = profile.row(0);
        profile.apply(new StoreOp.MarkSent(row.key(), row.rev()));
        profile.groups.setTitle(key, "Fly");
        assertEquals("Fly", conversation(key).title());
        assertInstanceOf(OutboxRow.Cancel.class, profile.row(0));
        profile.apply(profile.confirm(profile.row(0), 6));
        var next = assertInstanceOf(OutboxRow.Send.class, profile.row(0));
        assertEquals(Optional.of(new Expect("title", 6)), next.content().expect());
        assertEquals(List.of("Title: Run", "Title: Fly"), lines(key));
        profile.apply(profile.confirm(next, 7));
        assertEquals("Fly", conversation(key).title());
    }

    @Test
    void staleTitleIsAppliedOnTopOfTheNewestVersionWhenTheUserWantsIt() {
        long key = profile.groups.create("Walk", List.of("bob"));
        long head = profile.confirmAll(conversation(key).id().orElseThrow(), 0);
        profile.groups.setTitle(key, "Mine");
        var before = (OutboxRow.Send) profile.row(0);
        assertEquals(Optional.of(new Expect("title", 0)), before.content().expect());
        fail(0, Code.STALE, "It has changed.", OptionalLong.of(head + 1));
        assertEquals("Walk", conversation(key).title());
        Message line = profile.views.messages(key, OptionalLong.empty(), 1).getFirst();
        assertInstanceOf(MessageState.Failed.class, line.state());
        profile.writes.retry(line.key());
        var after = (OutboxRow.Send) profile.row(0);
        assertEquals(Optional.of(new Expect("title", head + 1)), after.content().expect());
        assertFalse(after.id().equals(before.id()));
        assertEquals("Mine", conversation(key).title());
    }

    @Test
    void newcomerWhoHasNotSeenTheTitlesEntryChangesItAllTheSame() {
        long key = theirs(50, Role.ADMIN, false, BOB);
        profile.groups.setTitle(key, "Swim");
        var first = (OutboxRow.Send) profile.row(0);
        assertEquals(
                Optional.of(new Expect("title", TITLE_VERSION)), first.content().expect());
        // But what has changed since is not overwritten unasked.
        fail(0, Code.STALE, "It has changed.", OptionalLong.of(51));
        assertEquals(1, conversation(key).failed());
    }

    @Test
    void refusedChangeStaysUntilItIsDiscardedWithNamesInsteadOfIds() {
        long key = theirs(5, Role.ADMIN, false, BOB);
        profile.groups.add(key, "carol");
        fail(0, Code.NOT_ACCEPTED, CAROL + " does not take this from you.", OptionalLong.empty());
        assertEquals(List.of("bob owner", "me admin"), members(key));
        Message line = profile.views.messages(key, OptionalLong.empty(), 1).getFirst();
        assertEquals(new MessageState.Failed("not_accepted", "carol does not take this from you."), line.state());
        assertEquals("You added carol", line.text());
        assertEquals(OutboxItem.What.GROUP, profile.views.outbox().getFirst().what());
        profile.writes.discard(line.key());
        assertEquals(List.of(), lines(key));
    }

    @Test
    void linksAreForWhoManagesAndEndInTime() {
        long key = profile.groups.create("Walk", List.of());
        GroupLink link = profile.groups.makeLink(key, OptionalInt.of(2), Optional.of(Duration.ofHours(1)));
        GroupLink forEver = profile.groups.makeLink(key, OptionalInt.empty(), Optional.empty());
        assertEquals(2, profile.views.links(key).size());
        assertEquals(ProfileFixture.CLOCK.millis() + 3_600_000, link.until());
        profile.groups.revokeLink(key, forEver.code());
        assertEquals(List.of(link), profile.views.links(key));
        assertEquals("no_change", refused(() -> profile.groups.revokeLink(key, forEver.code())));
        profile.confirmAll(conversation(key).id().orElseThrow(), 0);
        assertEquals(List.of(link), profile.views.links(key));
        assertEquals(List.of("You made the group: Walk"), lines(key), "links are nobody else's business");
        // A clock that is behind by two hours.
        profile.apply(new StoreOp.ServerTime(ProfileFixture.CLOCK.millis() + 7_200_000));
        assertEquals(List.of(), profile.views.links(key));
        long other = theirs(5, Role.MEMBER, false, BOB);
        assertEquals(List.of(), profile.views.links(other));
    }

    @Test
    void joiningByALinkWaitsForTheServer() {
        String code = GroupLink.newCode(new Random(7));
        long key = profile.groups.join(THEIRS, code);
        assertEquals(key, profile.groups.join(THEIRS, code), "twice is once");
        assertEquals(1, profile.rows().size());
        assertTrue(group(key).joining());
        assertEquals(Optional.empty(), group(key).role());
        profile.writes.send(key, "Hello");
        profile.apply(new StoreOp.MarkSent(profile.row(0).key(), profile.row(0).rev()));
        profile.apply(profile.confirm(profile.row(0), 9));
        theirs(9, Role.MEMBER, false, BOB);
        assertFalse(group(key).joining());
        assertEquals(Optional.of(Role.MEMBER), group(key).role());
        assertEquals("Walk", conversation(key).title());
    }

    @Test
    void ticksAndReachAreThoseOfWhoWasThere() {
        long key = theirs(5, Role.MEMBER, false, BOB, CAROL);
        profile.writes.send(key, "Hello");
        profile.apply(new StoreOp.MarkSent(profile.row(0).key(), profile.row(0).rev()));
        profile.apply(profile.confirm(profile.row(0), 6), new StoreOp.SetCoverage(THEIRS, 6, "6"));
        put(7, BOB, new GroupChange.Add(List.of(DAVE)));
        long message =
                profile.views.messages(key, OptionalLong.empty(), 5).getFirst().key();
        assertInstanceOf(
                MessageState.Sent.class,
                profile.views.message(message).orElseThrow().state());
        profile.apply(
                new StoreOp.SetCursor(THEIRS, BOB, new Cursor(7, 7)),
                new StoreOp.SetCursor(THEIRS, CAROL, new Cursor(6, 0)));
        assertInstanceOf(
                MessageState.Delivered.class,
                profile.views.message(message).orElseThrow().state());
        assertEquals(
                List.of("bob true true", "carol true false"),
                profile.views.reach(message).stream()
                        .map(each -> each.name().orElseThrow() + " " + each.delivered() + " " + each.read())
                        .toList());
        put(8, BOB, new GroupChange.Remove(CAROL));
        assertInstanceOf(
                MessageState.Read.class,
                profile.views.message(message).orElseThrow().state(),
                "who is gone holds nothing up");
        assertEquals(1, profile.views.reach(message).size());
    }

    @Test
    void largeGroupCountsReadersInsteadOfNamingThem() {
        long key = theirs(5, Role.MEMBER, true, BOB);
        assertEquals(700, group(key).count());
        assertTrue(profile.reads.snapshot().conversations().getFirst().large());
        profile.writes.send(key, "Hello");
        profile.apply(new StoreOp.MarkSent(profile.row(0).key(), profile.row(0).rev()));
        profile.apply(profile.confirm(profile.row(0), 6));
        profile.apply(new StoreOp.SetReaders(
                THEIRS,
                List.of(
                        new ServerFrame.Readers(9, 3),
                        new ServerFrame.Readers(7, 40),
                        new ServerFrame.Readers(5, 90))));
        Message message = profile.views.messages(key, OptionalLong.empty(), 5).getLast();
        assertInstanceOf(MessageState.Sent.class, message.state());
        assertEquals(40, message.readers());
        profile.apply(
                new StoreOp.SetCursor(THEIRS, ME, new Cursor(6, 6)),
                new StoreOp.SetReaders(THEIRS, List.of(new ServerFrame.Readers(11, 50))));
        assertEquals(
                49, profile.views.message(message.key()).orElseThrow().readers(), "the user is none of the others");
        assertEquals(List.of(), profile.views.reach(message.key()));
        profile.apply(new StoreOp.PutMembers(
                THEIRS, List.of(new GroupView.Member(BOB, Role.OWNER), new GroupView.Member(CAROL, Role.MEMBER)), 700));
        assertEquals(List.of("bob owner", "carol member", "me member"), members(key));
        put(8, BOB, new GroupChange.Add(List.of(DAVE)));
        assertEquals(701, group(key).count());
    }

    @Test
    void whatIsWrittenIntoAGroupThatTheServerHasLostIsQueuedAgainWithItsBeginning() {
        long key = profile.groups.create("Walk", List.of("bob"));
        ConversationId id = conversation(key).id().orElseThrow();
        profile.writes.send(key, "Hello");
        profile.confirmAll(id, 0);
        List<String> before = lines(key);
        profile.apply(
                new StoreOp.BeginEpoch("e2"),
                new StoreOp.Displace(id, List.of(1L, 2L, 3L)),
                new StoreOp.Verified(id, 0));
        assertEquals(before, lines(key));
        assertEquals(List.of("me owner waiting", "bob member waiting"), members(key));
        assertEquals(
                List.of("group.create", "group.add", "message"),
                profile.rows().stream()
                        .map(row -> ((OutboxRow.Send) row).content().kind())
                        .toList());
        profile.confirmAll(id, 0);
        assertEquals(List.of("me owner", "bob member"), members(key));
    }

    @Test
    void groupThatTheServerHasLostHasNobodyInItAndKeepsItsNameAlsoWhenTheEpochWasKept() {
        long key = theirs(5, Role.ADMIN, false, BOB);
        profile.apply(new StoreOp.Verified(THEIRS, 0), new StoreOp.SetGroup(THEIRS, GroupView.former(0)));
        assertEquals(Optional.empty(), group(key).role());
        assertEquals(List.of(), members(key));
        assertEquals("Walk", conversation(key).title());
        put(3, BOB, new GroupChange.SetTitle("Run"));
        put(4, BOB, new GroupChange.Add(List.of(ME)));
        assertEquals(Optional.of(Role.MEMBER), group(key).role());
        assertEquals("Run", conversation(key).title());
    }

    @Test
    void namesOfMembersAreListedWithOwnersFirst() {
        profile.named(DAVE, "Dave");
        long key = theirs(5, Role.MEMBER, false, DAVE, CAROL, BOB);
        assertEquals(List.of("bob owner", "carol member", "Dave member", "me member"), members(key));
        assertTrue(profile.views.members(key).stream().filter(Member::me).count() == 1);
    }
}
