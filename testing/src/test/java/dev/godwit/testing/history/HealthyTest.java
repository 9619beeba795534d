package dev.godwit.testing.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Nothing is found where nothing is wrong.
class HealthyTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 150;
    private static final int MANY = 200_000;
    /// Far more than it takes; what is quadratic takes hours.
    private static final long BOUND_MILLIS = 60_000;

    static List<Violation> check(Tale tale, Finale finale) {
        var history = new History(true);
        tale.happenings.forEach(history::add);
        return Checker.check(history, finale);
    }

    @Test
    void aHealthyHistoryOfThreePeopleHasNoViolation() {
        var story = new HealthyStory();
        assertEquals(List.of(), check(story.tale, story.tale.finale()));
    }

    @Test
    void noRandomHealthyHistoryHasOne() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Tale tale = random(new Random(seed));
            assertEquals(List.of(), check(tale, tale.finale()), "seed " + seed);
        }
    }

    @Test
    void timeGrowsWithTheHistoryAndNoFaster() {
        var random = new Random(1);
        var tale = new Tale();
        UserId alice = UserId.random(random);
        UserId bob = UserId.random(random);
        Phone writer = tale.phone("alice/1", alice);
        tale.phone("bob/1", bob);
        ConversationId pair = tale.pair(alice, bob);
        for (int number = 1; number <= MANY; number++) {
            tale.write(writer, pair, number);
        }
        tale.sendAll(writer);
        tale.settle();
        Finale finale = tale.finale();
        long begin = System.nanoTime();
        assertEquals(List.of(), check(tale, finale));
        long millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.printf("%,d happenings judged in %,d ms%n", tale.happenings.size(), millis);
        assertTrue(millis < BOUND_MILLIS, millis + " ms");
    }

    private static Tale random(Random random) {
        var tale = new Tale();
        var users = new ArrayList<UserId>();
        for (String name : List.of("alice", "bob", "carol")) {
            UserId user = UserId.random(random);
            users.add(user);
            for (int device = 1; device <= 1 + random.nextInt(2); device++) {
                tale.phone(name + "/" + device, user);
            }
        }
        var rooms = new ArrayList<ConversationId>();
        rooms.add(tale.pair(users.get(0), users.get(1)));
        rooms.add(tale.pair(users.get(1), users.get(2)));
        rooms.add(tale.pair(users.get(2), users.get(2)));
        Map<Long, ConversationId> written = new LinkedHashMap<>();
        for (int step = 1; step <= STEPS; step++) {
            Phone phone = tale.phones.get(random.nextInt(tale.phones.size()));
            ConversationId room = rooms.get(random.nextInt(rooms.size()));
            boolean member = tale.room(room).members.contains(phone.user());
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> {
                    if (member) {
                        tale.write(phone, room, step);
                        written.put((long) step, room);
                    }
                }
                case 4, 5 -> change(tale, phone, written, random);
                case 6, 7 -> tale.send(phone);
                case 8 -> tale.sync(phone);
                case 9 -> tale.claim(phone);
                case 10 -> tale.look(phone, room);
                default -> {
                    if (random.nextInt(3) > 0) {
                        tale.backUp();
                    } else if (tale.hasCopy()) {
                        tale.restore();
                    }
                }
            }
        }
        tale.settle();
        tale.settle();
        return tale;
    }

    /// Of something that the server has, and this device from it, and that was not taken back.
    private static void change(Tale tale, Phone phone, Map<Long, ConversationId> written, Random random) {
        var here = new ArrayList<Map.Entry<Long, ConversationId>>();
        written.entrySet().stream()
                .filter(each -> tale.isChangeable(phone, each.getValue(), each.getKey()))
                .forEach(here::add);
        if (!here.isEmpty()) {
            var chosen = here.get(random.nextInt(here.size()));
            if (random.nextInt(3) == 0) {
                tale.takeBack(phone, chosen.getValue(), chosen.getKey());
                written.remove(chosen.getKey());
            } else {
                tale.edit(phone, chosen.getValue(), chosen.getKey(), "edited " + random.nextInt(1_000_000));
            }
        }
    }
}
