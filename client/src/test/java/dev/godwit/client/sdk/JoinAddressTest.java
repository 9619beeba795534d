package dev.godwit.client.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.UserId;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinAddressTest {
    private static final ConversationId GROUP = ConversationId.group(UserId.random(new Random(1)), "n");
    private static final String CODE = GroupLink.newCode(new Random(2));
    private static final URI HERE = URI.create("https://chat.example.org/");

    @Test
    void whatIsWrittenIsReadAgain() {
        String address = JoinAddress.write(HERE, GROUP, CODE);
        assertEquals("https://chat.example.org/join#" + GROUP + "." + CODE, address);
        assertEquals(new JoinAddress(GROUP, CODE), JoinAddress.read(' ' + address + '\n', HERE));
        assertEquals(
                new JoinAddress(GROUP, CODE),
                JoinAddress.read(address.replace("chat.example", "Chat.Example"), HERE),
                "hosts have no case");
    }

    @Test
    void linkToAnotherServerSaysWhich() {
        String there = JoinAddress.write(URI.create("https://other.example.org"), GROUP, CODE);
        var refused = assertThrows(GodwitException.class, () -> JoinAddress.read(there, HERE));
        assertEquals("other_server", refused.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#",
                "join",
                "https://chat.example.org/join",
                "https://chat.example.org/join#",
                "https://chat.example.org/join#.",
                "https://chat.example.org/join#gshort.code",
                "https://chat.example.org/other#g.code"
            })
    void whatIsNoneIsRefusedInWords(String text) {
        assertEquals(
                "bad_link",
                assertThrows(GodwitException.class, () -> JoinAddress.read(text, HERE))
                        .code());
    }

    @Test
    void conversationOfTwoHasNoLinks() {
        ConversationId pair = ConversationId.direct(UserId.random(new Random(1)), UserId.random(new Random(2)));
        String text = "https://chat.example.org/join#" + pair + "." + CODE;
        assertEquals(
                "bad_link",
                assertThrows(GodwitException.class, () -> JoinAddress.read(text, HERE))
                        .code());
    }
}
