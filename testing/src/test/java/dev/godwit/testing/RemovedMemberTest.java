package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.Skip;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.GroupFrames;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.PostedFrames;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.Wire;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever was removed from a group learns nothing of what comes after, whichever way they ask.
class RemovedMemberTest {
    private static final int ROUNDS = 25;
    private static final int BURST = 20;

    @TempDir
    static Path directory;

    private static ServerProcess server;
    private static Person alice;
    private static Person bob;
    private static Person mallory;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(directory.resolve("data"));
        List<Person> people = People.register(server, "alice", "bob", "mallory");
        alice = people.get(0);
        bob = people.get(1);
        mallory = people.get(2);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Wire wire(Person person) {
        return Wire.open(server.port(), person.token());
    }

    private static long remove(Wire alices, ConversationId group) {
        return GroupFrames.change(alices, group, new GroupChange.Remove(mallory.user()))
                .seq();
    }

    @Test
    void everythingTheyAskForAfterwardsIsRefused() {
        try (var alices = wire(alice);
                var mallorys = wire(mallory)) {
            var group = GroupFrames.make(alices, alice, History.JOINED, bob, mallory);
            GroupFrames.say(mallorys, group, "still in it");
            remove(alices, group);
            long head = GroupFrames.say(alices, group, "without Mallory").seq();

            var never = Chat.newId();
            mallorys.send(new ClientFrame.Members(7, group, Optional.empty(), 200));
            mallorys.send(new ClientFrame.Cancel(group, never, Optional.empty()));
            assertAll(
                    () -> assertRefused(mallorys, GroupFrames.message(group, "let me in")),
                    () -> assertRefused(mallorys, GroupFrames.send(group, new GroupChange.Leave())),
                    () -> assertRefused(mallorys, GroupFrames.send(group, new GroupChange.SetTitle("Mine"))),
                    () -> assertRefused(
                            mallorys, GroupFrames.send(group, new GroupChange.Add(List.of(mallory.user())))),
                    // The members are asked for like a conversation that is not there; an id may be burnt anywhere.
                    () -> assertEquals(
                            Code.NO_CONVERSATION,
                            mallorys.await(
                                            ServerFrame.Failure.class,
                                            failure -> failure.rid().equals(OptionalLong.of(7)))
                                    .code()),
                    () -> mallorys.await(
                            ServerFrame.Cancelled.class,
                            cancelled -> cancelled.id().equals(never)));
            var log = Chat.log(alices, group);
            assertEquals(head, log.size(), "nothing of it was stored");
        }
    }

    private static void assertRefused(Wire wire, ClientFrame.Send send) {
        assertEquals(Code.NOT_A_MEMBER, Chat.refused(wire, send).code());
    }

    @Test
    void theSameByPost() {
        try (var alices = wire(alice)) {
            var group = GroupFrames.make(alices, alice, History.ALL, bob, mallory);
            long removal = remove(alices, group);
            GroupFrames.say(alices, group, "without Mallory");
            var answers = PostedFrames.post(
                    server,
                    mallory,
                    0,
                    Wire.helloFrame(mallory.token()),
                    GroupFrames.message(group, "by the back door"),
                    new ClientFrame.Sync(1, group, ClientFrame.Direction.AFTER, 0, 200),
                    new ClientFrame.Members(2, group, Optional.empty(), 200));
            var seen = answers.stream()
                    .flatMap(frame -> seqs(frame, group).stream())
                    .collect(Collectors.toSet());
            assertAll(
                    () -> assertTrue(seen.contains(removal), "they get the entry that removed them"),
                    () -> assertTrue(seen.stream().allMatch(seq -> seq <= removal), seen::toString),
                    () -> assertTrue(answers.stream().noneMatch(ServerFrame.Members.class::isInstance)),
                    () -> assertEquals(
                            Code.NOT_A_MEMBER,
                            answers.stream()
                                    .filter(ServerFrame.Refused.class::isInstance)
                                    .map(frame -> ((ServerFrame.Refused) frame).code())
                                    .findFirst()
                                    .orElseThrow()));
        }
    }

    @Test
    void theyKeepWhatWasTheirsToReadAndSeeOnlyThatSomethingIsHidden() {
        try (var alices = wire(alice);
                var mallorys = wire(mallory)) {
            var group = GroupFrames.make(alices, alice, History.JOINED, bob);
            GroupFrames.say(alices, group, "before Mallory");
            long from = GroupFrames.add(alices, group, mallory).seq();
            GroupFrames.say(alices, group, "with Mallory");
            long to = remove(alices, group);
            GroupFrames.say(alices, group, "after Mallory");
            var items = Chat.items(mallorys, group);
            assertEquals(new Skip(1, from - 1, Skip.NOT_A_MEMBER), items.getFirst());
            var entries = items.stream()
                    .filter(Entry.class::isInstance)
                    .map(Entry.class::cast)
                    .toList();
            assertAll(
                    () -> assertEquals(from, entries.getFirst().seq()),
                    () -> assertEquals(to, entries.getLast().seq()),
                    () -> assertEquals(List.of("with Mallory"), Chat.texts(entries)));
        }
    }

    @Test
    void nothingThatHappensAfterwardsIsPushed() {
        try (var alices = wire(alice);
                var bobs = wire(bob);
                var mallorys = wire(mallory)) {
            var group = GroupFrames.make(alices, alice, History.JOINED, bob, mallory);
            long removal = remove(alices, group);
            mallorys.await(ServerFrame.Pushed.class, pushed -> pushed.entry().seq() == removal);
            mallorys.send(new ClientFrame.Watch(List.of(group), List.of()));
            bobs.send(new ClientFrame.Watch(List.of(group), List.of()));

            long last = GroupFrames.say(alices, group, "after Mallory").seq();
            GroupFrames.change(alices, group, new GroupChange.SetHistory(History.ALL));
            bobs.send(new ClientFrame.Receipts(List.of(new ClientFrame.OwnCursor(group, new Cursor(last, last)))));
            alices.send(new ClientFrame.Presence(PresenceState.ONLINE, OptionalLong.empty()));
            alices.send(new ClientFrame.Typing(group, true));
            bobs.await(ServerFrame.Typing.class, typing -> typing.conversation().equals(group));
            alices.await(
                    ServerFrame.Receipt.class,
                    receipt -> receipt.conversation().equals(group)
                            && receipt.cursor().read() == last);
            // Whatever was for Mallory has left by now: this comes behind it.
            Chat.say(alices, alice, mallory, "goodbye");
            mallorys.await(
                    ServerFrame.Pushed.class, pushed -> pushed.conversation().equals(alice.with(mallory)));
            assertEquals(List.of(), after(removal, group, mallorys.waiting()));
        }
    }

    @Test
    void aNewConnectionLearnsNothingEither() {
        try (var alices = wire(alice)) {
            var group = GroupFrames.make(alices, alice, History.ALL, bob, mallory);
            long removal = remove(alices, group);
            GroupFrames.change(alices, group, new GroupChange.SetHistory(History.JOINED));
            GroupFrames.say(alices, group, "after Mallory");
            try (var mallorys = Wire.connect(server.port())) {
                mallorys.hello(mallory.token());
                var change = new ArrayList<ServerFrame.Change>();
                while (change.isEmpty()) {
                    mallorys.await(ServerFrame.Changes.class).conversations().stream()
                            .filter(each -> each.conversation().equals(group))
                            .forEach(change::add);
                }
                var its = change.getFirst();
                var view = its.group().orElseThrow();
                assertAll(
                        () -> assertEquals(removal, its.head()),
                        () -> assertEquals(GroupView.former(removal), view),
                        () -> assertEquals(List.of(), its.members()),
                        () -> assertTrue(its.items().stream().allMatch(item -> item.last() <= removal), its::toString));
            }
        }
    }

    @Test
    void aLinkDoesNotLetBackInWhoWasRemovedAndBeingAddedDoes() {
        try (var alices = wire(alice);
                var mallorys = wire(mallory)) {
            var group = GroupFrames.make(alices, alice, History.JOINED, bob, mallory);
            var link = new GroupLink(GroupLink.newCode(new SecureRandom()), 0, 0);
            GroupFrames.change(alices, group, new GroupChange.MakeLink(link));
            remove(alices, group);
            var join = GroupFrames.send(group, new GroupChange.Join(link.code()));
            assertEquals(Code.NOT_A_MEMBER, Chat.refused(mallorys, join).code());
            GroupFrames.add(alices, group, mallory);
            GroupFrames.say(mallorys, group, "back again");
        }
    }

    /// Mallory writes and asks as fast as possible while being removed and added again, over and over.
    /// However the race runs, what Mallory wrote and was shown stands inside the stays of the log.
    @Test
    void howeverTheRaceOfARemovalAgainstSendsAndSyncsRuns() throws InterruptedException {
        var shown = new ConcurrentLinkedQueue<ServerFrame>();
        try (var alices = wire(alice);
                var bobs = wire(bob)) {
            var group = GroupFrames.make(alices, alice, History.JOINED, bob, mallory);
            var sends = new ArrayList<ClientFrame.Send>();
            try (var mallorys = Wire.connect(server.port(), Map.of(), frame -> {
                shown.add(frame);
                return false;
            })) {
                mallorys.hello(mallory.token());
                mallorys.await(ServerFrame.Current.class);
                for (int round = 0; round < ROUNDS; round++) {
                    sends.addAll(race(alices, bobs, mallorys, group, round));
                }
            }
            var log = Chat.log(alices, group);
            var stays = stays(log);
            assertEquals(ROUNDS, stays.size());
            var stored = log.stream()
                    .filter(entry -> entry.from().equals(mallory.user()))
                    .toList();
            assertAll(
                    () -> assertTrue(
                            stored.stream().allMatch(entry -> isInside(stays, entry.seq())),
                            "nothing of Mallory's stands outside"),
                    () -> assertAnswers(sends, stored, shown),
                    () -> assertShown(stays, group, shown),
                    () -> assertFalse(stored.isEmpty(), "the race was never won by a send"),
                    () -> assertTrue(stored.size() < sends.size(), "nor by a removal"));
        }
    }

    private static List<ClientFrame.Send> race(Wire alices, Wire bobs, Wire mallorys, ConversationId group, int round)
            throws InterruptedException {
        var sends = new ArrayList<ClientFrame.Send>();
        for (int i = 0; i < BURST; i++) {
            sends.add(GroupFrames.message(group, "round " + round + " number " + i));
        }
        var writing = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < BURST; i++) {
                mallorys.send(sends.get(i));
                mallorys.send(new ClientFrame.Sync(
                        (long) round * BURST + i, group, ClientFrame.Direction.BEFORE, Long.MAX_VALUE >> 11, 5));
            }
        });
        var removal = GroupFrames.send(group, new GroupChange.Remove(mallory.user()));
        var after = GroupFrames.message(group, "after round " + round);
        alices.send(removal);
        bobs.send(after);
        alices.await(ServerFrame.Sent.class, sent -> sent.id().equals(removal.id()));
        bobs.await(ServerFrame.Sent.class, sent -> sent.id().equals(after.id()));
        GroupFrames.say(alices, group, "quite alone, round " + round);
        writing.join();
        // Everything that Mallory sent in this round has its answer before the next one begins.
        Chat.refused(mallorys, GroupFrames.message(group, "late in round " + round));
        for (var send : sends) {
            awaitAnswer(mallorys, send);
        }
        if (round < ROUNDS - 1) {
            GroupFrames.add(alices, group, mallory);
        }
        return sends;
    }

    private static void awaitAnswer(Wire wire, ClientFrame.Send send) {
        wire.await(ServerFrame.class, frame -> switch (frame) {
            case ServerFrame.Sent sent -> sent.id().equals(send.id());
            case ServerFrame.Refused refused -> refused.id().equals(send.id());
            default -> false;
        });
    }

    /// A stay of Mallory's: from the entry that took them in to the one that removed them.
    private record Stay(long from, long to) {}

    private static List<Stay> stays(List<Entry> log) {
        var stays = new ArrayList<Stay>();
        long from = 0;
        for (var entry : log) {
            if (entry.content().kind().equals(Kinds.GROUP_ADD)
                    && entry.content().body().data().contains(mallory.user().value())) {
                from = entry.seq();
            } else if (entry.content().kind().equals(Kinds.GROUP_REMOVE)) {
                stays.add(new Stay(from, entry.seq()));
            }
        }
        return stays;
    }

    private static boolean isInside(List<Stay> stays, long seq) {
        return stays.stream().anyMatch(stay -> stay.from() <= seq && seq <= stay.to());
    }

    /// Each send was answered as it was decided: with its seq, or `not_a_member` and not stored.
    private static void assertAnswers(List<ClientFrame.Send> sends, List<Entry> stored, Iterable<ServerFrame> shown) {
        var acked = new HashSet<String>();
        var refused = new HashSet<String>();
        for (var frame : shown) {
            switch (frame) {
                case ServerFrame.Sent sent -> acked.add(sent.id() + "@" + sent.seq());
                case ServerFrame.Refused no -> {
                    assertEquals(Code.NOT_A_MEMBER, no.code());
                    refused.add(no.id().value());
                }
                default -> {}
            }
        }
        assertEquals(
                stored.stream().map(entry -> entry.id() + "@" + entry.seq()).collect(Collectors.toSet()), acked);
        Set<String> lost = sends.stream().map(send -> send.id().value()).collect(Collectors.toSet());
        stored.forEach(entry -> lost.remove(entry.id().value()));
        assertTrue(refused.containsAll(lost), "every send has its answer");
    }

    private static void assertShown(List<Stay> stays, ConversationId group, Iterable<ServerFrame> shown) {
        for (var frame : shown) {
            for (long seq : seqs(frame, group)) {
                assertTrue(isInside(stays, seq), () -> seq + " was shown, in " + frame);
            }
        }
    }

    /// Seqs of the group of which this frame tells anything, but that they are hidden.
    private static Set<Long> seqs(ServerFrame frame, ConversationId group) {
        var seqs = new HashSet<Long>();
        switch (frame) {
            case ServerFrame.Pushed pushed
            when pushed.conversation().equals(group) -> seqs.add(pushed.entry().seq());
            case ServerFrame.Page page
            when page.conversation().equals(group) -> {
                page.items().stream().filter(Entry.class::isInstance).forEach(entry -> seqs.add(entry.first()));
                seqs.add(page.head());
            }
            case ServerFrame.Changed changed when changed.conversation().equals(group) -> seqs.add(changed.head());
            case ServerFrame.Receipt receipt
            when receipt.conversation().equals(group) -> {
                seqs.add(receipt.cursor().read());
                seqs.add(receipt.cursor().delivered());
            }
            case ServerFrame.Changes changes ->
                changes.conversations().stream()
                        .filter(change -> change.conversation().equals(group))
                        .forEach(change -> {
                            change.items().stream()
                                    .filter(Entry.class::isInstance)
                                    .forEach(entry -> seqs.add(entry.first()));
                            seqs.add(change.head());
                        });
            default -> {}
        }
        seqs.remove(0L);
        return seqs;
    }

    /// Frames that say anything about this conversation, but for entries up to the removal.
    private static List<ServerFrame> after(long removal, ConversationId group, List<ServerFrame> frames) {
        return frames.stream()
                .filter(frame -> frame.toString().contains(group.value()))
                .filter(frame -> !(frame instanceof ServerFrame.Pushed pushed
                        && pushed.entry().seq() <= removal))
                .toList();
    }
}
