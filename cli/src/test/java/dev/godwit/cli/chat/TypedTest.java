package dev.godwit.cli.chat;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TypedTest {
    @Test
    void aCommandIsKnownByItsWordOrAnUnmistakableBeginning() {
        assertAll(
                () -> assertEquals(new Typed.Command(Verb.MUTE, "8"), Typed.of("/mute 8")),
                () -> assertEquals(new Typed.Command(Verb.QUIT, ""), Typed.of("/q")),
                () -> assertEquals(new Typed.Command(Verb.LINK, ""), Typed.of("/link")),
                () -> assertEquals(new Typed.Unknown("l"), Typed.of("/l")));
    }

    @Test
    void aTextThatBeginsWithASlashCanBeSent() {
        assertAll(
                () -> assertEquals(new Typed.Text("/etc/hosts"), Typed.of("//etc/hosts")),
                () -> assertEquals(new Typed.Text("either / or"), Typed.of("either / or")));
    }

    @Test
    void aGroupIsATitleAndNames() {
        assertAll(
                () -> assertEquals(
                        new Wish.CreateGroup("Team", List.of("bob", "carol")), Names.group("Team: bob, carol")),
                () -> assertEquals(new Wish.CreateGroup("Tea: 5 pm", List.of("bob")), Names.group("Tea: 5 pm: bob")),
                () -> assertEquals(new Wish.CreateGroup("Alone", List.of()), Names.group("Alone")));
    }
}
