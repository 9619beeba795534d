package dev.godwit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class IdsTest {
    @Test
    void theConversationOfTwoIsTheSameFromBothSides() {
        for (JsonNode vector : Golden.list("ids.json", "direct")) {
            var one = new UserId(Golden.text(vector, "one"));
            var other = new UserId(Golden.text(vector, "other"));
            assertEquals(
                    Golden.text(vector, "conversation"),
                    ConversationId.direct(one, other).value());
            assertEquals(ConversationId.direct(one, other), ConversationId.direct(other, one));
            assertEquals(
                    ConversationType.DIRECT, ConversationId.direct(one, other).type());
        }
    }

    @Test
    void aGroupIsNamedByItsCreatorAndTheirNonce() {
        for (JsonNode vector : Golden.list("ids.json", "group")) {
            var id = ConversationId.group(new UserId(Golden.text(vector, "creator")), Golden.text(vector, "nonce"));
            assertEquals(Golden.text(vector, "conversation"), id.value());
            assertEquals(ConversationType.GROUP, id.type());
        }
    }

    @Test
    void anAccountLogIsNamedByItsUser() {
        for (JsonNode vector : Golden.list("ids.json", "account")) {
            var id = ConversationId.account(new UserId(Golden.text(vector, "user")));
            assertEquals(Golden.text(vector, "conversation"), id.value());
            assertEquals(ConversationType.ACCOUNT, id.type());
        }
    }

    @TestFactory
    Stream<DynamicTest> wellFormedIdsAreAccepted() {
        return Golden.list("ids.json", "accepted").stream()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.toString(), () -> assertEquals(Golden.text(vector, "id"), read(vector))));
    }

    @TestFactory
    Stream<DynamicTest> malformedIdsAreRefused() {
        return Golden.list("ids.json", "refused").stream()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.toString(), () -> assertThrows(IllegalArgumentException.class, () -> read(vector))));
    }

    @Test
    void randomIdsAreWellFormedAndDiffer() {
        var random = new Random(5);
        var users = new HashSet<UserId>();
        var devices = new HashSet<DeviceId>();
        for (int i = 0; i < 1_000; i++) {
            users.add(UserId.random(random));
            devices.add(DeviceId.random(random));
        }
        assertEquals(1_000, users.size());
        assertEquals(1_000, devices.size());
    }

    @Test
    void readingAheadOfWhatWasDeliveredCountsAsDelivered() {
        assertEquals(new Cursor(9, 9), new Cursor(3, 9));
        assertEquals(new Cursor(7, 5), new Cursor(7, 2).max(new Cursor(6, 5)));
        assertThrows(IllegalArgumentException.class, () -> new Cursor(-1, 0));
    }

    @Test
    void aSkipIsNeverEmptyAndNeverBeginsAtZero() {
        assertThrows(IllegalArgumentException.class, () -> new Skip(0, 1, Skip.RETENTION));
        assertThrows(IllegalArgumentException.class, () -> new Skip(2, 1, Skip.ERASED));
        assertEquals(3, new Skip(3, 3, Skip.ERASED).last());
    }

    @Test
    void onlyTheServerWritesReservedKinds() {
        assertTrue(Kinds.isReserved(Kinds.CREATE));
        assertTrue(Kinds.isReserved("sys.join"));
        assertTrue(!Kinds.isReserved("system"));
        assertTrue(!Kinds.isReserved(Kinds.MESSAGE));
    }

    private static String read(JsonNode vector) {
        String id = Golden.text(vector, "id");
        return switch (Golden.text(vector, "type")) {
            case "user" -> new UserId(id).value();
            case "device" -> new DeviceId(id).value();
            case "conversation" -> new ConversationId(id).value();
            case "message" -> new ClientMessageId(id).value();
            default -> throw new IllegalStateException(vector.toString());
        };
    }
}
