package dev.godwit.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.Member;
import dev.godwit.protocol.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PanelsTest {
    private final Stage stage = new Stage(80, 24);

    private void talks() {
        stage.with(List.of(Stage.talk(1, "bob", 0), Stage.talk(2, "José Müller", 3), Stage.talk(3, "Josephine", 0)));
        stage.wishes();
    }

    private void group() {
        stage.with(List.of(Stage.group(1, "Team", Optional.of(Role.OWNER), 2)));
        stage.on(new Event.Members(
                1,
                List.of(
                        new Member(Stage.ME, Optional.of("alice"), Role.OWNER, true, false),
                        new Member(Stage.user(21), Optional.of("bob"), Role.MEMBER, false, false))));
        stage.wishes();
    }

    @Test
    void theSwitcherFindsWithoutAccentsAndOpens() {
        talks();
        stage.press(Key.ctrl('k')).type("jose mul").press(Key.Name.ENTER);
        assertEquals(new Wish.Target.Known(2), stage.model.target);
    }

    @Test
    void theSwitcherAlsoWritesToSomebodyNew() {
        talks();
        stage.press(Key.ctrl('k')).type("dave").press(Key.Name.ENTER);
        assertEquals(List.of(new Wish.Open("dave")), stage.wishes(Wish.Open.class));
    }

    @Test
    void aNewGroupTakesATitleAndPeople() {
        talks();
        stage.press(Key.ctrl('g'))
                .type("Team")
                .press(Key.Name.ENTER)
                .type("bob, dave")
                .press(Key.Name.ENTER);
        assertEquals(
                List.of(new Wish.CreateGroup("Team", List.of("bob", "dave"))), stage.wishes(Wish.CreateGroup.class));
        assertInstanceOf(Panel.None.class, stage.model.panel);
    }

    @Test
    void aGroupWithoutATitleIsNotMade() {
        talks();
        stage.press(Key.ctrl('g')).press(Key.Name.ENTER).press(Key.Name.ENTER);
        assertEquals(List.of(), stage.wishes(Wish.CreateGroup.class));
        assertTrue(stage.text().contains("“Title” is still empty."), stage.text());
    }

    @Test
    void aMemberIsRemovedAfterAQuestionAndGivenARoleAtOnce() {
        group();
        stage.press(Key.ctrl('o')).press(Key.Name.DOWN).type("xy");
        var one = OptionalLong.of(1);
        assertEquals(List.of(new Wish.Order(Verb.REMOVE, Stage.user(21).value(), one)), stage.wishes(Wish.Order.class));
        stage.type("s");
        assertEquals(
                List.of(new Wish.Order(Verb.ROLE, Stage.user(21).value() + " admin", one)),
                stage.wishes(Wish.Order.class));
    }

    @Test
    void leavingAsksFirst() {
        group();
        stage.type("/leave").press(Key.Name.ENTER);
        assertTrue(stage.text().contains("Leave “Team”? (y/n)"), stage.text());
        stage.press(Key.Name.ESCAPE);
        assertEquals(List.of(), stage.wishes(Wish.Order.class));
    }

    @Test
    void aSearchIsAskedAtEveryLetterAndOldAnswersAreDropped() {
        talks();
        stage.press(Key.ctrl('f')).type("te");
        assertEquals(List.of(new Wish.Search("t"), new Wish.Search("te")), stage.wishes(Wish.Search.class));
        stage.on(new Event.Hits("te", List.of(Stage.theirs(7, "the tent"))));
        stage.on(new Event.Hits("t", List.of()));
        assertTrue(stage.text().contains("the tent"), stage.text());
        stage.press(Key.Name.ENTER);
        assertEquals(List.of(new Wish.Find(1, 7)), stage.wishes(Wish.Find.class));
    }

    @Test
    void whatBelongsToGroupsSaysSoElsewhere() {
        talks();
        stage.type("/add carol").press(Key.Name.ENTER);
        assertTrue(stage.text().contains("This is no group. /group makes one."), stage.text());
    }

    @Test
    void anUnknownCommandIsNotSentAndStays() {
        talks();
        stage.type("/frobnicate").press(Key.Name.ENTER);
        assertEquals(List.of(), stage.wishes(Wish.Send.class));
        assertEquals("/frobnicate", stage.model.compose.text());
        assertTrue(stage.text().contains("There is no command /frobnicate."), stage.text());
    }

    @Test
    void theHelpNamesEveryCommandAndScrolls() {
        talks();
        stage.type("?");
        assertInstanceOf(Panel.Help.class, stage.model.panel);
        var seen = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            seen.append(stage.text());
            stage.press(Key.Name.PAGE_DOWN);
        }
        for (var verb : Verb.values()) {
            assertTrue(seen.indexOf('/' + verb.word()) >= 0, verb.word());
        }
    }

    @Test
    void everyKeyOfACommandIsItsOwn() {
        var keys = List.of(Verb.values()).stream()
                .map(Verb::keys)
                .filter(key -> key.startsWith("Ctrl"))
                .toList();
        assertEquals(keys.size(), keys.stream().distinct().count(), keys.toString());
    }
}
