package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class GoldenFramesTest {
    @TestFactory
    Stream<DynamicTest> decodedAndEncodedAgainTheyAreTheSameBytes() {
        return Golden.list("frames.json").stream()
                .map(vector -> DynamicTest.dynamicTest(Golden.text(vector, "name"), () -> {
                    String bytes = Golden.text(vector, "bytes");
                    assertEquals(bytes, new String(wire(vector).write(read(vector)), UTF_8));
                }));
    }

    @Test
    void everyFrameTypeHasVectors() throws BadFrameException {
        var seen = new HashSet<Class<?>>();
        for (JsonNode vector : Golden.list("frames.json")) {
            seen.add(read(vector).getClass());
        }
        var all = new HashSet<Class<?>>(Arrays.asList(ClientFrame.class.getPermittedSubclasses()));
        all.addAll(Arrays.asList(ServerFrame.class.getPermittedSubclasses()));
        assertEquals(all, seen);
    }

    @Test
    void everyCodeHasAVector() throws BadFrameException {
        var seen = new HashSet<Code>();
        for (JsonNode vector : Golden.list("frames.json")) {
            if (read(vector) instanceof ServerFrame.Refused refused) {
                seen.add(refused.code());
            }
        }
        assertEquals(Set.of(Code.values()), seen);
    }

    @Test
    void namesOfVectorsAreUnique() {
        for (String file : new String[] {"frames.json", "refused.json", "evolution.json"}) {
            var names = Golden.list(file).stream()
                    .map(v -> Golden.text(v, "name"))
                    .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
            names.values().removeIf(count -> count == 1);
            assertEquals(Set.of(), names.keySet(), file);
        }
    }

    /// What a golden file calls a 1:1 really is the 1:1 of the two people in it.
    @Test
    void firstMessagesNameTheConversationOfTheTwo() throws BadFrameException {
        for (JsonNode vector : Golden.list("frames.json")) {
            if (read(vector) instanceof ServerFrame.Changes changes) {
                for (var change : changes.conversations()) {
                    if (change.conversation().type() == ConversationType.DIRECT) {
                        var members = change.members();
                        assertEquals(
                                ConversationId.direct(members.get(0), members.get(1)),
                                change.conversation(),
                                Golden.text(vector, "name"));
                    }
                }
            }
        }
    }

    private static Object read(JsonNode vector) throws BadFrameException {
        return wire(vector).read(Golden.text(vector, "bytes").getBytes(UTF_8));
    }

    private static Wire wire(JsonNode vector) {
        return Wire.from(Golden.text(vector, "from"));
    }
}
