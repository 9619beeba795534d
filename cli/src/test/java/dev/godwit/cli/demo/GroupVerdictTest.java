package dev.godwit.cli.demo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.WaitsFor;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// As with the other act: a verdict that could not fail would show nothing.
class GroupVerdictTest {
    private static final Map<String, UserId> USERS = Map.of(
            "alice", new UserId("uaaaaaaaaaaaaaaaaaaaaaaaaaa"),
            "bob", new UserId("ubbbbbbbbbbbbbbbbbbbbbbbbbb"),
            "carol", new UserId("ucccccccccccccccccccccccccc"),
            "dave", new UserId("udddddddddddddddddddddddddd"));

    private static final MessageState NOT_TAKEN = new MessageState.Failed("not_a_member", "You were removed.");
    /// Entries of everybody behind the removal.
    private static final int BEHIND = 4;

    private final Map<String, GroupSeen> seen = new HashMap<>();

    GroupVerdictTest() {
        for (var name : List.of("alice", "bob", "carol")) {
            seen.put(name, member(name, name));
        }
        seen.put("fresh", member("Carol's new device", "carol"));
        seen.put("dave", dave());
    }

    @Test
    void acceptsWhatIsRight() {
        assertDoesNotThrow(verdict()::check);
    }

    @Test
    void noticesAnEntryThatIsMissingDoubledOrElsewhereForAnyMember() {
        for (var name : List.of("alice", "bob", "carol", "fresh")) {
            assertFails(name, log -> log.remove(1));
            assertFails(name, List::removeLast);
            assertFails(name, log -> log.add(log.getLast()));
            assertFails(name, log -> Collections.swap(log, 1, 2));
            assertFails(name, List::removeFirst);
        }
    }

    @Test
    void noticesThatSomebodySeesMoreThanFromBeingAddedOn() {
        var create = seen("alice").log().messages().getFirst();
        assertFails("bob", log -> log.addFirst(create));
        assertFails("dave", log -> log.addFirst(create));
    }

    @Test
    void noticesADoubledMessageThatEverybodySees() {
        assertAllFail(log -> log.add(1, log.get(1)));
    }

    @Test
    void noticesThatNobodyWasRemoved() {
        assertAllFail(log -> log.remove(log.size() - BEHIND - 1));
    }

    @Test
    void noticesOtherMembersAndOtherRoles() {
        for (var name : List.of("alice", "bob", "carol", "fresh")) {
            assertFailsWith(name, each -> withMembers(each, Map.of("alice", Role.OWNER, "bob", Role.ADMIN)));
            assertFailsWith(
                    name,
                    each -> withMembers(each, Map.of("alice", Role.OWNER, "bob", Role.MEMBER, "carol", Role.MEMBER)));
        }
        assertFailsWith("dave", each -> withMembers(each, GroupVerdict.MEMBERS));
    }

    @Test
    void noticesAReceiptThatDidNotArrive() {
        for (var name : List.of("alice", "bob", "carol")) {
            assertFailsWith(name, each -> {
                var readers = new TreeMap<>(each.readers());
                readers.replaceAll((text, names) -> Set.of());
                return new GroupSeen(each.user(), each.log(), each.role(), each.members(), readers);
            });
        }
    }

    @Test
    void noticesAnythingThatTheRemovedOneGotAfterwards() {
        var alices = seen("alice").log().messages();
        var after = alices.get(alices.size() - BEHIND);
        assertFails("dave", log -> log.add(log.size() - 1, after));
        assertFails("dave", log -> log.add(after));
        assertFailsWith(
                "dave",
                each -> new GroupSeen(
                        each.user(), each.log(), Optional.of(Role.MEMBER), each.members(), each.readers()));
    }

    @Test
    void noticesThatTheRemovedOneIsNotToldOrLostWhatWasHis() {
        var text = GroupVerdict.NEVER_ARRIVED;
        assertFails("dave", log -> log.set(log.size() - 1, message("dave", "dave", text, new MessageState.Sent())));
        assertFails(
                "dave",
                log -> log.set(
                        log.size() - 1, message("dave", "dave", text, new MessageState.Pending(WaitsFor.CONNECTION))));
        assertFails("dave", List::removeLast);
        assertFails("dave", List::removeFirst);
    }

    @Test
    void noticesThatWhatWasWrittenAfterTheRemovalArrived() {
        assertAllFail(
                log -> log.add(message("alice", "dave", GroupVerdict.NEVER_ARRIVED, new MessageState.Received(true))));
    }

    private void assertFails(String name, Consumer<List<Message>> change) {
        assertFailsWith(name, each -> withLog(each, change));
    }

    private void assertFailsWith(String name, UnaryOperator<GroupSeen> change) {
        var before = seen(name);
        seen.put(name, change.apply(before));
        assertThrows(DemoFailure.class, verdict()::check, name);
        seen.put(name, before);
    }

    private void assertAllFail(Consumer<List<Message>> change) {
        List.of("alice", "bob", "carol", "fresh").forEach(name -> seen.put(name, withLog(seen(name), change)));
        assertThrows(DemoFailure.class, verdict()::check);
    }

    private GroupVerdict verdict() {
        return new GroupVerdict(seen("alice"), seen("bob"), seen("carol"), seen("fresh"), seen("dave"));
    }

    private GroupSeen seen(String name) {
        return Optional.ofNullable(seen.get(name)).orElseThrow();
    }

    private static GroupSeen withLog(GroupSeen seen, Consumer<List<Message>> change) {
        var messages = new ArrayList<>(seen.log().messages());
        change.accept(messages);
        return new GroupSeen(
                seen.user(), new Seen(seen.owner(), messages), seen.role(), seen.members(), seen.readers());
    }

    private static GroupSeen withMembers(GroupSeen seen, Map<String, Role> members) {
        return new GroupSeen(seen.user(), seen.log(), seen.role(), members, seen.readers());
    }

    private static GroupSeen member(String owner, String me) {
        var shown = Character.toUpperCase(owner.charAt(0)) + owner.substring(1);
        var others = new TreeSet<>(GroupVerdict.MEMBERS.keySet());
        others.remove(me);
        var readers = new TreeMap<String, Set<String>>();
        var log = all(me);
        log.stream().filter(Message::mine).forEach(message -> readers.put(message.text(), others));
        return new GroupSeen(
                user(me),
                new Seen(shown, log),
                Optional.ofNullable(GroupVerdict.MEMBERS.get(me)),
                GroupVerdict.MEMBERS,
                readers);
    }

    private static GroupSeen dave() {
        var all = all("dave");
        var log = new ArrayList<>(all.subList(0, all.size() - BEHIND));
        log.add(message("dave", "dave", GroupVerdict.NEVER_ARRIVED, NOT_TAKEN));
        return new GroupSeen(user("dave"), new Seen("Dave", log), Optional.empty(), Map.of(), Map.of());
    }

    private static List<Message> all(String me) {
        var all = List.of(
                change(me, "alice", Kinds.GROUP_CREATE, new GroupChange.Create("n", "Trip", History.JOINED)),
                change(me, "alice", Kinds.GROUP_ADD, new GroupChange.Add(List.of(user("bob")))),
                change(me, "alice", Kinds.GROUP_ADD, new GroupChange.Add(List.of(user("carol")))),
                change(me, "alice", Kinds.GROUP_ADD, new GroupChange.Add(List.of(user("dave")))),
                read(me, "alice", GroupVerdict.ALICE_WROTE.getFirst()),
                read(me, "bob", GroupVerdict.BOB_WROTE.getFirst()),
                read(me, "dave", GroupVerdict.DAVE_WROTE.getFirst()),
                change(me, "alice", Kinds.GROUP_REMOVE, new GroupChange.Remove(user("dave"))),
                read(me, "alice", GroupVerdict.ALICE_WROTE.getLast()),
                read(me, "carol", GroupVerdict.CAROL_WROTE.getFirst()),
                read(me, "carol", GroupVerdict.CAROL_WROTE.getLast()),
                read(me, "bob", GroupVerdict.BOB_WROTE.getLast()));
        // Each sees it from being added on.
        int begin = List.of("alice", "bob", "carol", "dave").indexOf(me);
        return new ArrayList<>(all.subList(begin, all.size()));
    }

    private static Message read(String me, String sender, String text) {
        return message(me, sender, text, me.equals(sender) ? new MessageState.Read() : new MessageState.Received(true));
    }

    private static Message change(String me, String sender, String kind, GroupChange change) {
        return message(
                me, sender, kind, "what " + me + " is told", Optional.of(change), new MessageState.Received(true));
    }

    private static Message message(String me, String sender, String text, MessageState state) {
        return message(me, sender, Kinds.MESSAGE, text, Optional.empty(), state);
    }

    private static Message message(
            String me, String sender, String kind, String text, Optional<GroupChange> change, MessageState state) {
        return new Message(
                1,
                1,
                new ClientMessageId(
                        change.map(each -> kind + each.hashCode()).orElse(text).replaceAll("[^A-Za-z0-9]", "-")),
                OptionalLong.of(1),
                user(sender),
                Optional.of(sender),
                me.equals(sender),
                Instant.EPOCH,
                kind,
                true,
                text,
                false,
                false,
                false,
                change,
                0,
                state);
    }

    private static UserId user(String name) {
        return Optional.ofNullable(USERS.get(name)).orElseThrow();
    }
}
