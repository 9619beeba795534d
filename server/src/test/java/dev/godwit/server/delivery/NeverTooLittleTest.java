package dev.godwit.server.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.server.delivery.Town.Person;
import dev.godwit.server.store.memory.MemoryStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A device that gets no push at all, and whose marks are good before and after restarts and crashes, has what
/// there is after its next hello; and on a quiet server the one after that brings nothing.
class NeverTooLittleTest {
    private static final int SEEDS = 200;

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void marksAloneKeepADeviceUpToDate(int seed) {
        new Story(new Random(seed)).play();
    }

    private static final class Story {
        private final Random random;
        private final Town town = new Town();
        private final Person alice = town.person();
        private final List<Person> friends = List.of(town.person(), town.person(), town.person());
        private Optional<String> mark = Optional.empty();
        private final Map<ConversationId, Long> heads = new HashMap<>();
        private final Map<ConversationId, Cursor> ticks = new HashMap<>();

        Story(Random random) {
            this.random = random;
            alice.dropsPushes = true;
        }

        void play() {
            for (Person friend : friends) {
                friend.send(alice, "hello");
            }
            town.settle();
            for (int i = 0; i < 60; i++) {
                step();
                for (int steps = random.nextInt(6); steps > 0; steps--) {
                    Town.step(List.of(town.shard, town.owner, town.syncs).get(random.nextInt(3)));
                }
            }
            town.settle();
            aliceComes();
            for (Person friend : friends) {
                friend.comes(Optional.empty());
                var there = friend.changeOf(alice.with(friend)).orElseThrow();
                assertEquals(there.head(), heads.get(there.conversation()));
                var told = ticks.getOrDefault(there.conversation(), Cursor.NONE);
                assertEquals(told, told.max(cursorOf(friend, there)), "a tick is missing");
            }
            aliceComes();
            assertEquals(List.of(), alice.changes(), "the server is quiet");
        }

        private void step() {
            var friend = friends.get(random.nextInt(friends.size()));
            switch (random.nextInt(20)) {
                case 0 -> restart(town.store.crash());
                case 1 -> restart(town.store.reopen());
                case 2, 3 -> friend.send(alice, "more");
                case 4, 5 -> alice.send(friend, "more");
                case 6, 7, 8, 9, 10, 11, 12 -> friend.reads(alice.with(friend), 1 + random.nextInt(8));
                case 13 -> town.delivery.check(friend, Optional.of("none"));
                case 14, 15, 16 -> aliceComes();
                default -> town.settle();
            }
        }

        private void restart(MemoryStore after) {
            town.restart(after);
            friends.forEach(friend -> friend.hello(Optional.empty()));
        }

        private void aliceComes() {
            alice.comes(mark);
            for (var change : alice.changes()) {
                heads.merge(change.conversation(), change.head(), Math::max);
                friends.forEach(friend -> ticks.merge(change.conversation(), cursorOf(friend, change), Cursor::max));
            }
            var current = alice.told(ServerFrame.Current.class);
            assertTrue(current.size() == 1, "one answer");
            mark = Optional.of(current.getFirst().mark());
        }

        private static Cursor cursorOf(Person reader, ServerFrame.Change change) {
            return change.cursors().stream()
                    .filter(cursor -> cursor.user().equals(reader.user()))
                    .map(ServerFrame.MemberCursor::cursor)
                    .findFirst()
                    .orElse(Cursor.NONE);
        }
    }
}
