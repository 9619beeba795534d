package dev.godwit.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState.Stay;
import dev.godwit.server.log.World.Told;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Anybody does anything at any time, some syncs fail, the server restarts: what the writer keeps beside the log is
/// always the sum of the log's entries, and none of these is there against the rules.
class GroupPropertyTest {
    private static final int STEPS = 400;
    private static final LogLimits LIMITS = new LogLimits(5);
    private static final List<String> CODES = List.of(Club.CODE, Club.OTHER_CODE);

    private final Club club = new Club(new World(LIMITS));
    private final List<Author> people = new ArrayList<>();

    static Stream<Long> seeds() {
        return IntStream.rangeClosed(1, 60).mapToObj(Long::valueOf);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void stateIsTheSumOfTheEntriesAndEachOfThemWasAllowed(long seed) {
        run(new Random(seed));
    }

    @Test
    void runsComeAcrossEveryKindAndEveryRefusal() {
        var seen = new HashSet<Code>();
        var kinds = new HashSet<String>();
        for (long seed = 101; seed <= 110; seed++) {
            var test = new GroupPropertyTest();
            seen.addAll(test.run(new Random(seed)));
            kinds.addAll(test.club.kinds());
        }
        assertTrue(
                seen.containsAll(List.of(
                        Code.NOT_A_MEMBER,
                        Code.NOT_ALLOWED,
                        Code.NO_CHANGE,
                        Code.NO_CONVERSATION,
                        Code.STALE,
                        Code.RETRY)),
                () -> "seen only " + seen);
        assertEquals(13, kinds.size(), () -> "stored only " + kinds);
    }

    private List<Code> run(Random random) {
        people.add(World.ALICE);
        for (int i = 0; i < 7; i++) {
            people.add(new Author(UserId.random(random), DeviceId.random(random)));
        }
        var told = new ArrayList<Told>();
        told.add(club.change(World.ALICE, new GroupChange.Create("nonce", "Birds", any(random, History.values()))));
        club.settle();
        for (int step = 0; step < STEPS; step++) {
            told.add(anything(random));
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> club.world.think();
                case 3, 4, 5, 6 -> check();
                case 7 -> club.world.store.failNextSync(random.nextBoolean());
                case 8 -> club.world.now += random.nextInt(50);
                case 9 -> {
                    check();
                    club.world.restart(club.world.store.reopen());
                }
                default -> {}
            }
        }
        check();
        announcedOnce();
        return told.stream()
                .flatMap(each -> each.outcomes.stream())
                .filter(Outcome.Refused.class::isInstance)
                .map(refused -> ((Outcome.Refused) refused).code())
                .toList();
    }

    private Told anything(Random random) {
        var who = any(random, people);
        var whom = any(random, people);
        String code = any(random, CODES);
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> club.add(who, whom, any(random, people));
            case 3 -> club.remove(who, whom);
            case 4 -> club.leave(who);
            case 5, 6 -> club.role(who, whom, any(random, Role.values()));
            case 7 -> club.title(who, "Title " + random.nextInt(100), titleVersion(random));
            case 8 -> club.change(who, new GroupChange.SetHistory(any(random, History.values())));
            case 9 -> {
                long until = random.nextBoolean() ? 0 : club.world.now + random.nextInt(100);
                yield club.change(who, new GroupChange.MakeLink(new GroupLink(code, random.nextInt(3), until)));
            }
            case 10 -> club.change(who, new GroupChange.RevokeLink(code));
            case 11, 12 -> club.change(who, new GroupChange.Join(code));
            default -> club.send(who, Content.message("hello"));
        };
    }

    /// Often the right one, as of what is on disk.
    private long titleVersion(Random random) {
        long version = club.world
                .store
                .log()
                .register(club.id, GroupChangeCodec.TITLE_REGISTER)
                .toCompletableFuture()
                .join();
        return random.nextInt(3) == 0 ? version + 1 : version;
    }

    private void check() {
        club.settle();
        var head = club.head();
        var state = head.state();
        var entries = club.entries();
        var model = GroupModel.of(entries);
        var group = Group.of(head);

        var roles = new TreeMap<UserId, Role>();
        state.people().forEach((user, person) -> person.role().ifPresent(role -> roles.put(user, role)));
        assertEquals(new TreeMap<>(model.members), roles);
        assertEquals(model.members.size(), state.count());
        assertTrue(roles.isEmpty() || roles.containsValue(Role.OWNER), "a group without an owner");
        assertEquals(model.title, group.title());
        assertEquals(model.history, group.history());
        assertEquals(model.large, group.isLarge());
        assertEquals(LIMITS.isLarge(state.count(), group.isLarge()), group.isLarge());
        for (String code : CODES) {
            assertEquals(model.link(code, club.world.now), group.link(code, club.world.now));
        }
        state.people().forEach((user, person) -> {
            assertOrdered(person.stays(), head.seq());
            assertEquals(
                    model.visible.get(user), new TreeSet<>(club.visibleTo(new Author(user, World.ALICE.device()))));
        });
        assertEquals(model.visible.keySet(), state.people().keySet());
    }

    private static void assertOrdered(List<Stay> stays, long head) {
        long last = 0;
        for (Stay stay : stays) {
            assertTrue(stay.from() > last && stay.to() >= stay.from() && stay.from() <= head, () -> "stays " + stays);
            assertTrue(stay.isOpen() || stay.to() <= head, () -> "stays " + stays);
            last = stay.to();
        }
    }

    /// Everybody hears of everything, once and in order, whichever syncs failed.
    private void announcedOnce() {
        assertEquals(
                club.entries(),
                club.world.commits.stream()
                        .flatMap(commit -> commit.entries().stream())
                        .toList());
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static <T> T any(Random random, T[] of) {
        return of[random.nextInt(of.length)];
    }
}
