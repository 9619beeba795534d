package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class DigestsTest {
    @TestFactory
    Stream<DynamicTest> contentsHaveTheirPublishedDigest() {
        return Golden.list("digests.json", "content").stream()
                .map(vector -> DynamicTest.dynamicTest(Golden.text(vector, "name"), () -> {
                    String expected = Golden.text(vector, "sha256");
                    assertEquals(
                            expected,
                            EntryCodec.readContent(
                                            vector.path("content").toString().getBytes(UTF_8))
                                    .digest());
                    if (vector.has("input")) {
                        byte[] input = HexFormat.of().parseHex(Golden.text(vector, "input"));
                        assertEquals(expected, HexFormat.of().formatHex(Sha256.of(input)));
                    }
                }));
    }

    @Test
    void differentContentsHaveDifferentDigests() {
        var digests = new HashSet<String>();
        List<JsonNode> vectors = Golden.list("digests.json", "content");
        vectors.forEach(vector -> digests.add(Golden.text(vector, "sha256")));
        assertEquals(vectors.size(), digests.size());
    }

    @TestFactory
    Stream<DynamicTest> murmurAgreesWithThePublishedVectors() {
        return Golden.list("digests.json", "murmur3_x86_32").stream()
                .map(vector -> DynamicTest.dynamicTest(vector.toString(), () -> {
                    int hash = StateDigest.murmur(Golden.text(vector, "text").getBytes(UTF_8), (int)
                            vector.path("seed").longValue());
                    assertEquals(Golden.text(vector, "hash"), HexFormat.of().toHexDigits(hash));
                }));
    }

    @TestFactory
    Stream<DynamicTest> statesHaveTheirPublishedDigest() {
        return Golden.list("digests.json", "state").stream()
                .map(vector -> DynamicTest.dynamicTest(Golden.text(vector, "name"), () -> {
                    var digest = StateDigest.EMPTY;
                    JsonNode heads = vector.path("heads");
                    for (int i = 0; i < heads.size(); i++) {
                        digest = digest.with(
                                new ConversationId(Golden.text(heads.get(i), "conversation")),
                                heads.get(i).path("seq").longValue());
                    }
                    assertEquals(Golden.text(vector, "digest"), digest.toString());
                }));
    }

    @Test
    void theOrderOfConversationsDoesNotMatter() {
        var random = new Random(11);
        var heads = new ArrayList<Head>();
        for (int i = 0; i < 500; i++) {
            heads.add(new Head(RandomFrames.conversation(random), random.nextLong(Limits.MAX_NUMBER)));
        }
        StateDigest expected = digest(heads);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(heads, random);
            assertEquals(expected, digest(heads));
        }
    }

    /// A device that updates its digest in place for weeks is where one would be that adds everything up anew.
    @Test
    void movingHeadsInPlaceComesToTheSameAsAddingUpAnew() {
        var random = new Random(12);
        var heads = new HashMap<ConversationId, Long>();
        var conversations = new ArrayList<ConversationId>();
        for (int i = 0; i < 50; i++) {
            conversations.add(RandomFrames.conversation(random));
        }
        var inPlace = StateDigest.EMPTY;
        for (int move = 0; move < 5_000; move++) {
            ConversationId conversation = conversations.get(random.nextInt(conversations.size()));
            long before = heads.getOrDefault(conversation, 0L);
            long after = random.nextInt(4) == 0 ? 0 : random.nextLong(1_000_000);
            inPlace = inPlace.without(conversation, before).with(conversation, after);
            heads.put(conversation, after);
        }
        var anew = new ArrayList<Head>();
        heads.forEach((conversation, seq) -> anew.add(new Head(conversation, seq)));
        assertEquals(digest(anew), inPlace);

        for (Head head : anew) {
            inPlace = inPlace.without(head.conversation(), head.seq());
        }
        assertEquals(StateDigest.EMPTY, inPlace);
    }

    @Test
    void oneEntryMoreAnywhereIsSeen() {
        var random = new Random(13);
        for (int i = 0; i < 10_000; i++) {
            ConversationId conversation = RandomFrames.conversation(random);
            long seq = random.nextLong(1_000_000);
            assertNotEquals(StateDigest.EMPTY.with(conversation, seq), StateDigest.EMPTY.with(conversation, seq + 1));
        }
    }

    private record Head(ConversationId conversation, long seq) {}

    private static StateDigest digest(List<Head> heads) {
        var digest = StateDigest.EMPTY;
        for (Head head : heads) {
            digest = digest.with(head.conversation(), head.seq());
        }
        return digest;
    }
}
