package dev.godwit.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.WaitsFor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SteeringTest {
    private static final Wish.Target BOB = new Wish.Target.Known(1);
    private static final MessageState.Failed FAILED = new MessageState.Failed("not_accepted", "Bob takes nothing.");

    private final Stage stage = new Stage(80, 24);

    private static Message[] messages(int from, int to) {
        return LongStream.range(from, to)
                .mapToObj(key -> Stage.theirs(key, "Message " + key))
                .toArray(Message[]::new);
    }

    private void twoTalks(Message... messages) {
        stage.with(List.of(Stage.talk(1, "bob", 0), Stage.talk(2, "carol", 0)), messages);
        stage.wishes();
    }

    @Test
    void enterSendsWhatWasTypedAndEmptiesTheLine() {
        twoTalks();
        stage.type("On my way").press(Key.Name.ENTER);
        assertEquals(List.of(new Wish.Send(BOB, "On my way")), stage.wishes(Wish.Send.class));
        assertTrue(stage.model.compose.isEmpty());
    }

    @Test
    void altEnterAndCtrlJBeginANewLine() {
        twoTalks();
        stage.type("two")
                .press(Key.alt(Key.Name.ENTER))
                .type("lines")
                .press(Key.ctrl('j'))
                .type("or three");
        stage.press(Key.Name.ENTER);
        assertEquals(List.of(new Wish.Send(BOB, "two\nlines\nor three")), stage.wishes(Wish.Send.class));
    }

    @Test
    void whatIsPastedIsNotSentUntilEnter() {
        twoTalks();
        stage.on(new Event.Paste("/quit\nsecond line"));
        assertEquals(List.of(), stage.wishes(Wish.Send.class));
        assertEquals("/quit\nsecond line", stage.model.compose.text());
    }

    @Test
    void aDraftIsSavedAfterAPauseAndOnceOnly() {
        twoTalks();
        stage.type("Half a tho");
        assertEquals(List.of(), stage.wishes(Wish.SaveDraft.class));
        stage.later(Duration.ofSeconds(2)).later(Duration.ofSeconds(2));
        assertEquals(List.of(new Wish.SaveDraft(1, "Half a tho")), stage.wishes(Wish.SaveDraft.class));
    }

    @Test
    void eachConversationKeepsItsOwnDraft() {
        twoTalks();
        stage.type("For Bob").press(Key.alt(Key.Name.DOWN));
        assertEquals(List.of(new Wish.SaveDraft(1, "For Bob")), stage.wishes(Wish.SaveDraft.class));
        assertEquals("", stage.model.compose.text());
        stage.type("For Carol").press(Key.alt(Key.Name.UP));
        assertEquals("For Bob", stage.model.compose.text());
    }

    @Test
    void sendingTakesTheDraftBack() {
        twoTalks();
        stage.type("Hello").later(Duration.ofSeconds(2)).press(Key.Name.ENTER);
        assertEquals(
                List.of(new Wish.SaveDraft(1, "Hello"), new Wish.SaveDraft(1, "")), stage.wishes(Wish.SaveDraft.class));
    }

    @Test
    void upInAnEmptyLineSelectsTheNewestMessageAndItsKeysActOnIt() {
        twoTalks(Stage.theirs(1, "Where?"), Stage.mine(2, "Here", FAILED));
        stage.press(Key.Name.UP);
        assertEquals(OptionalLong.of(2), stage.model.selected);
        stage.type("r");
        assertEquals(List.of(new Wish.Retry(2)), stage.wishes(Wish.Retry.class));
    }

    @Test
    void anOwnMessageIsEditedInPlaceAndTheDraftComesBack() {
        twoTalks(Stage.mine(2, "Secnd", new MessageState.Sent()));
        stage.press(Key.Name.UP).type("e");
        assertEquals("Secnd", stage.model.compose.text());
        stage.press(Key.Name.BACKSPACE).press(Key.Name.BACKSPACE);
        stage.type("ond").press(Key.Name.ENTER);
        assertEquals(List.of(new Wish.Edit(2, "Second")), stage.wishes(Wish.Edit.class));
        assertTrue(stage.model.compose.isEmpty());
    }

    @Test
    void editingIsNeverSavedAsADraft() {
        twoTalks(Stage.mine(2, "Hello", new MessageState.Sent()));
        stage.press(Key.Name.UP).type("e").type(" all").later(Duration.ofSeconds(3));
        assertEquals(List.of(), stage.wishes(Wish.SaveDraft.class));
        stage.press(Key.Name.ESCAPE);
        assertTrue(stage.model.compose.isEmpty());
    }

    @Test
    void whatOthersHaveIsTakenBackOnlyAfterAQuestion() {
        twoTalks(Stage.mine(2, "Hello", new MessageState.Read()));
        stage.press(Key.Name.UP).type("d");
        assertEquals(List.of(), stage.wishes(Wish.Discard.class));
        stage.type("n");
        assertEquals(List.of(), stage.wishes(Wish.Discard.class));
        stage.type("d").type("y");
        assertEquals(List.of(new Wish.Discard(2)), stage.wishes(Wish.Discard.class));
    }

    @Test
    void onlyWhatIsShownToSomebodyWhoIsThereCountsAsRead() {
        stage.on(new Event.Conversations(List.of(Stage.talk(1, "bob", 1))));
        stage.page(Stage.theirs(7, "Are you there?"));
        assertEquals(List.of(), stage.wishes(Wish.MarkRead.class), "nobody has touched a key");
        stage.press(Key.Name.DOWN);
        assertEquals(List.of(new Wish.MarkRead(7)), stage.wishes(Wish.MarkRead.class));
    }

    @Test
    void nothingIsReadBehindAPanelOrInAWindowThatIsNotLookedAt() {
        twoTalks();
        stage.press(Key.ctrl('k'));
        stage.on(new Event.Conversations(List.of(Stage.talk(1, "bob", 1)))).page(Stage.theirs(7, "Hello?"));
        assertEquals(List.of(), stage.wishes(Wish.MarkRead.class));
        stage.press(Key.Name.ESCAPE).on(new Event.Focus(false));
        stage.wishes();
        stage.on(new Event.Conversations(List.of(Stage.talk(1, "bob", 2))));
        stage.page(Stage.theirs(7, "Hello?"), Stage.theirs(8, "Hello??"));
        assertEquals(List.of(), stage.wishes(Wish.MarkRead.class));
        stage.on(new Event.Focus(true));
        assertEquals(List.of(new Wish.MarkRead(8)), stage.wishes(Wish.MarkRead.class));
    }

    @Test
    void whoScrolledBackHasNotReadWhatIsBelow() {
        stage.on(new Event.Conversations(List.of(Stage.talk(1, "bob", 100))));
        stage.page(messages(1, 101));
        stage.press(Key.Name.PAGE_UP);
        var read = stage.wishes(Wish.MarkRead.class);
        assertTrue(read.stream().allMatch(wish -> wish.message() < 100), read.toString());
    }

    @Test
    void scrollingUpLoadsOlderPagesAndKeepsThePlace() {
        twoTalks(messages(801, 1_001));
        for (int i = 0; i < 12; i++) {
            stage.press(Key.Name.PAGE_UP);
        }
        var shows = stage.wishes(Wish.Show.class);
        assertEquals(new Wish.Show(1, OptionalLong.empty(), 400), shows.getFirst());
        var before = stage.screen();
        stage.page(messages(601, 1_001));
        // The day is said above the first message that is here.
        assertEquals(before.subList(4, 24), stage.screen().subList(4, 24));
    }

    @Test
    void ofAHundredThousandMessagesOnlyAWindowIsHereAndItGoesBothWays() {
        int all = 100_000;
        twoTalks(messages(all - 200, all));
        for (int i = 0; i < 400; i++) {
            stage.press(Key.Name.PAGE_UP);
            answer(all);
        }
        var history = stage.model.history.orElseThrow();
        assertTrue(history.messages().size() <= History.LARGEST);
        long oldest = history.messages().getFirst().key();
        assertTrue(oldest < all - 3_000, "it went on: " + oldest);
        for (int i = 0; i < 500 && !history.follows(); i++) {
            stage.press(Key.Name.PAGE_DOWN);
            answer(all);
        }
        assertTrue(history.follows());
        assertTrue(stage.text().contains("Message " + (all - 1)), stage.text());
    }

    private void answer(int all) {
        for (var show : stage.wishes(Wish.Show.class)) {
            int to = (int) show.before().orElse(all);
            stage.on(new Event.Page(show, List.of(messages(Math.max(0, to - show.limit()), to))));
        }
    }

    @Test
    void aHitFarBackIsShownWhereItStood() {
        twoTalks(messages(9_800, 10_000));
        var show = new Wish.Show(1, OptionalLong.of(5_000), History.LARGEST);
        var hit = new Event.Hit(4_700, show, List.of(OptionalLong.empty(), OptionalLong.of(9_800)));
        stage.on(new Event.Opened(1, Optional.of(hit)));
        assertEquals(List.of(show), stage.wishes(Wish.Show.class));
        stage.page(messages(4_200, 5_000));
        assertTrue(stage.text().contains("Message 4700"), stage.text());
        assertFalse(stage.text().contains("Message 9999"));
    }

    @Test
    void aFirstMessageToSomebodyGoesByNameUntilTheConversationIsThere() {
        twoTalks();
        stage.on(new Event.Begun("dave")).type("Hi").press(Key.Name.ENTER);
        assertEquals(List.of(new Wish.Send(new Wish.Target.Person("dave"), "Hi")), stage.wishes(Wish.Send.class));
        stage.on(new Event.Conversations(List.of(Stage.talk(9, "dave", 0), Stage.talk(1, "bob", 0))));
        assertEquals(new Wish.Target.Known(9), stage.model.target);
    }

    @Test
    void whatAnotherDeviceDraftsAppearsUnlessSomethingWasTypedHere() {
        twoTalks();
        var drafted = Stage.drafted(Stage.talk(1, "bob", 0), "From the telephone");
        stage.on(new Event.Conversations(List.of(drafted)));
        assertEquals("From the telephone", stage.model.compose.text());
        stage.type(" and here");
        stage.on(new Event.Conversations(List.of(Stage.drafted(drafted, "Something else"))));
        assertEquals("From the telephone and here", stage.model.compose.text());
    }

    @Test
    void everyKeyTellsThatItsUserIsThereButNotAtEveryKey() {
        twoTalks();
        stage.type("abc");
        assertEquals(1, stage.wishes(Wish.Active.class).size());
        stage.later(Duration.ofSeconds(30)).type("d");
        assertEquals(1, stage.wishes(Wish.Active.class).size());
    }

    @Test
    void aWaitingMessageCanStillBeDiscarded() {
        twoTalks(Stage.mine(3, "Later", new MessageState.Pending(WaitsFor.CONNECTION)));
        stage.press(Key.Name.UP).type("dy");
        assertEquals(List.of(new Wish.Discard(3)), stage.wishes(Wish.Discard.class));
    }

    @Test
    void ctrlCSavesTheDraftAndEnds() {
        twoTalks();
        stage.type("Half").press(Key.ctrl('c'));
        var wishes = stage.wishes();
        assertTrue(wishes.contains(new Wish.SaveDraft(1, "Half")), wishes.toString());
        assertInstanceOf(Wish.Quit.class, wishes.getLast());
    }

    @Test
    void aLockedProfileShowsNothingOfWhatItHolds() {
        twoTalks(Stage.theirs(1, "Secret"));
        stage.on(new Event.Locked("Signed out on another device."));
        assertFalse(stage.text().contains("Secret") || stage.text().contains("bob"), stage.text());
        assertTrue(stage.text().contains("godwit login alice"), stage.text());
        stage.press(Key.character('q'));
        assertInstanceOf(Wish.Quit.class, stage.wishes().getLast());
    }

    @Test
    void onceSomebodyHasSignedInAgainEverythingComesBack() {
        twoTalks(Stage.theirs(1, "Hello"));
        stage.on(new Event.Locked("Signed out on another device.")).wishes();
        stage.on(new Event.Connection(new ConnectionState.Connecting()));
        assertEquals(List.of(new Wish.ListAgain()), stage.wishes(Wish.ListAgain.class));
        stage.with(List.of(Stage.talk(1, "bob", 0)), Stage.theirs(1, "Hello"));
        assertTrue(stage.text().contains("Hello"), stage.text());
    }

    @Test
    void aConversationThatIsGoneMakesRoomForTheNextOne() {
        twoTalks(Stage.theirs(1, "Hello"));
        stage.on(new Event.Conversations(List.of(Stage.talk(2, "carol", 0))));
        assertEquals(new Wish.Target.Known(2), stage.model.target);
        stage.on(new Event.Conversations(List.of()));
        assertEquals(new Wish.Target.Nobody(), stage.model.target);
    }

    @Test
    void whoTypesACommandIsNotWriting() {
        twoTalks();
        stage.type("/mute");
        assertEquals(List.of(), stage.wishes(Wish.Typing.class));
        stage.press(Key.ctrl('u')).type("Hello");
        assertEquals(new Wish.Typing(1), stage.wishes(Wish.Typing.class).getFirst());
    }
}
