package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The bodies that the server reads: changes of groups and settings of accounts.
class ContentsTest {
    @TestFactory
    Stream<DynamicTest> changesOfGroupsReadAndWrittenAgainAreTheSameBytes() {
        return Golden.list("contents.json", "group").stream()
                .map(vector -> DynamicTest.dynamicTest(name(vector), () -> {
                    var change = GroupChangeCodec.read(content(vector)).orElseThrow();
                    assertEquals(
                            Golden.text(vector, "content"),
                            new String(EntryCodec.writeContent(GroupChangeCodec.write(change)), UTF_8));
                }));
    }

    @Test
    void everyChangeOfAGroupHasVectors() throws BadFrameException {
        var seen = new HashSet<Class<?>>();
        for (JsonNode vector : Golden.list("contents.json", "group")) {
            seen.add(GroupChangeCodec.read(content(vector)).orElseThrow().getClass());
        }
        assertEquals(new HashSet<Class<?>>(Arrays.asList(GroupChange.class.getPermittedSubclasses())), seen);
    }

    @TestFactory
    Stream<DynamicTest> settingsReadAndWrittenAgainAreTheSameBytes() {
        return Golden.list("contents.json", "setting").stream()
                .map(vector -> DynamicTest.dynamicTest(name(vector), () -> {
                    var setting = AccountSetting.read(content(vector)).orElseThrow();
                    assertEquals(
                            Golden.text(vector, "content"),
                            new String(EntryCodec.writeContent(setting.toContent()), UTF_8));
                }));
    }

    @TestFactory
    Stream<DynamicTest> badOnesAreRefusedWithTheirCode() {
        return Golden.list("contents.json", "refused").stream()
                .map(vector -> DynamicTest.dynamicTest(name(vector), () -> {
                    var content = content(vector);
                    var refusal = assertThrows(BadFrameException.class, () -> {
                        GroupChangeCodec.read(content);
                        AccountSetting.read(content);
                    });
                    assertEquals(
                            Golden.text(vector, "code"),
                            refusal.asFrame().code().wire());
                }));
    }

    @Test
    void otherKindsAndThoseOfLaterVersionsAreNoChangeOfAGroup() throws BadFrameException {
        assertTrue(GroupChangeCodec.read(Content.message("hello")).isEmpty());
        assertTrue(AccountSetting.read(Content.message("hello")).isEmpty());
        var later = new Content(
                "group.picture",
                OptionalLong.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                new Body("image/png;base64", "AAEC"));
        assertTrue(Kinds.isGroupChange(later.kind()));
        assertTrue(GroupChangeCodec.read(later).isEmpty());
    }

    private static String name(JsonNode vector) {
        return Golden.text(vector, "name");
    }

    private static Content content(JsonNode vector) throws BadFrameException {
        return EntryCodec.readContent(Golden.text(vector, "content").getBytes(UTF_8));
    }
}
