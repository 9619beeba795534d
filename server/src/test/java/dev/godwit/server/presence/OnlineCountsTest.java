package dev.godwit.server.presence;

import static dev.godwit.protocol.AccountSetting.PRESENCE_AUDIENCE;
import static dev.godwit.protocol.PresenceState.AWAY;
import static dev.godwit.protocol.PresenceState.ONLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.server.presence.Square.Somebody;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How many of a large group are there.
class OnlineCountsTest {
    private final Square square = new Square();
    private final List<Somebody> people = new ArrayList<>();
    private ConversationId group;

    @BeforeEach
    void gather() {
        for (int i = 0; i < Square.LARGE; i++) {
            people.add(square.somebody().connected());
        }
        group = square.group(people.toArray(Somebody[]::new));
    }

    /// What delivery is answered at this moment, on its own thread.
    private int count() {
        var head = square.log.head(group).toCompletableFuture();
        square.settle();
        int count = square.whereabouts.onlineIn(group, head.join().state());
        square.settle();
        return count;
    }

    private int countLater() {
        count();
        square.pass(OnlineCounts.EVERY);
        count();
        return count();
    }

    @Test
    void itIsAnsweredAtOnceWithWhatWasCountedLast() {
        people.get(0).says(ONLINE);
        people.get(1).says(AWAY);
        assertEquals(0, count(), "nobody has counted yet");
        assertEquals(2, count());
        people.get(2).says(ONLINE);
        assertEquals(2, count(), "counted every few seconds only");
        square.pass(OnlineCounts.EVERY);
        count();
        assertEquals(3, count());
    }

    @Test
    void onlyMembersCount() {
        square.somebody().connected().says(ONLINE);
        people.get(1).says(ONLINE);
        people.get(2).says(ONLINE);
        assertEquals(2, countLater());
        square.change(
                people.getFirst(), group, new GroupChange.Remove(people.get(2).user()));
        square.settle();
        assertEquals(1, countLater());
    }

    @Test
    void whoDoesNotLetEverybodySeeThemIsNotCounted() {
        people.get(1).says(ONLINE);
        people.get(2).says(ONLINE);
        people.get(1).sets(PRESENCE_AUDIENCE, "contacts");
        assertEquals(1, countLater());
        people.get(2).sets(PRESENCE_AUDIENCE, "nobody");
        assertEquals(0, countLater());
        people.get(2).unsets(PRESENCE_AUDIENCE);
        assertEquals(1, countLater());
    }

    @Test
    void aCrowdThatIsThereIsCountedByTheMembers() {
        for (int i = 0; i < 50; i++) {
            square.somebody().connected().says(ONLINE);
        }
        people.get(1).says(ONLINE);
        assertEquals(1, countLater());
    }
}
