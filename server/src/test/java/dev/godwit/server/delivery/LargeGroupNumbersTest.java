package dev.godwit.server.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.History;
import dev.godwit.protocol.ServerFrame.Counts;
import dev.godwit.protocol.ServerFrame.Readers;
import dev.godwit.server.delivery.Town.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A large group in numbers, for who looks at it.
class LargeGroupNumbersTest {
    private final Town town = Town.withLargeGroupsFrom(5);
    private final Person alice = town.person();
    private final Person bob = town.person();
    private final Person carol = town.person();
    private final Person dave = town.person();
    private ConversationId group = ConversationId.group(alice.user(), "not yet");

    /// Six members, of whom three are connected; the last entry is 7.
    @BeforeEach
    void begin() {
        group = alice.begins(History.JOINED, bob, carol, dave, town.person(), town.person());
        Stream.of(alice, bob, carol).forEach(person -> person.comes(Optional.empty()));
        Stream.of(alice, bob, carol).forEach(person -> person.told.clear());
    }

    @Test
    void whoWatchesGetsTheNumbers() {
        bob.reads(group, 7);
        carol.reads(group, 5);
        dave.reads(group, 5);
        town.settle();
        alice.watch(group);
        town.settle();
        assertEquals(
                List.of(new Counts(group, 6, 3, List.of(new Readers(7, 1), new Readers(5, 3)))),
                alice.told(Counts.class));
        town.pass(2_000);
        alice.told.clear();
        dave.comes(Optional.empty());
        dave.reads(group, 7);
        town.pass(1_000);
        assertEquals(
                new Counts(group, 6, 4, List.of(new Readers(7, 2), new Readers(5, 3))),
                alice.told(Counts.class).getLast());
        assertEquals(List.of(), bob.told(Counts.class));
    }

    @Test
    void numbersComeAtMostOnceASecondAndOnlyIfTheyMoved() {
        alice.watch(group);
        town.pass(2_000);
        alice.told.clear();
        for (int i = 0; i < 30; i++) {
            alice.post(group, "hello " + i);
            town.settle();
            bob.reads(group, 8 + i);
            town.pass(100);
        }
        town.pass(1_000);
        int times = alice.told(Counts.class).size();
        assertTrue(times >= 3 && times <= 4, "counts in three seconds: " + times);
        assertEquals(
                List.of(new Readers(37, 1)), alice.told(Counts.class).getLast().readers());
        alice.told.clear();
        town.pass(10_000);
        assertEquals(List.of(), alice.told(Counts.class));
    }

    @Test
    void numbersForgetWhoWasRemoved() {
        alice.watch(group);
        bob.reads(group, 7);
        carol.reads(group, 6);
        town.pass(2_000);
        alice.removes(group, bob);
        town.pass(2_000);
        var numbers = alice.told(Counts.class).getLast();
        assertEquals(new Counts(group, 5, 2, List.of(new Readers(6, 1))), numbers);
        alice.adds(group, bob);
        town.pass(2_000);
        assertEquals(
                List.of(new Readers(7, 1), new Readers(6, 2)),
                alice.told(Counts.class).getLast().readers(),
                "and remembers who comes back");
    }

    @Test
    void positionsOfReadersAreTheHighestTwentyAndCountThoseAheadOfThem() {
        var readership = new Readership();
        for (int i = 1; i <= 30; i++) {
            readership.moved(town.person().user(), i);
        }
        var highest = readership.highest();
        assertEquals(20, highest.size());
        assertEquals(new Readers(30, 1), highest.getFirst());
        assertEquals(new Readers(11, 20), highest.getLast());
    }

    @Test
    void somebodyElseMaySayHowManyAreThere() {
        town.delivery.countOnlineBy((conversation, state) -> conversation.equals(group) ? 4_711 : 0);
        alice.watch(group);
        town.settle();
        assertEquals(4_711, alice.told(Counts.class).getLast().online());
    }

    @Test
    void lookingToAndFroDoesNotCountAgain() {
        var asked = new ArrayList<ConversationId>();
        town.delivery.countOnlineBy((conversation, state) -> {
            asked.add(conversation);
            return asked.size();
        });
        for (int i = 0; i < 20; i++) {
            alice.watch(group);
            town.settle();
            alice.watch();
            town.settle();
        }
        assertEquals(1, asked.size());
        assertEquals(20, alice.told(Counts.class).size());
    }
}
