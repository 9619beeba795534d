package dev.godwit.client.sqlite;

import static dev.godwit.client.sqlite.ProfileFixture.BOB;
import static dev.godwit.client.sqlite.ProfileFixture.ME;
import static dev.godwit.client.sqlite.ProfileFixture.WITH_BOB;
import static dev.godwit.client.sqlite.ProfileFixture.entry;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.core.OutboxRow;
import dev.godwit.client.core.Person;
import dev.godwit.client.core.StoreOp;
import dev.godwit.protocol.Content;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each transaction that moves something between outbox and log, stopped before each of its statements.
class OutboxOrLogTest {
    @TempDir
    Path directory;

    private void torment(Consumer<ProfileFixture> before, Consumer<ProfileFixture> transaction) {
        assertTrue(new CrashKit(directory).torment(before, transaction) > 1);
    }

    @Test
    void sendToSomebodyKnown() {
        torment(p -> {}, p -> p.writes.send(BOB.value(), "Hello"));
    }

    @Test
    void sendToANameThatIsNotKnown() {
        torment(p -> {}, p -> p.writes.send("bob", "Hello"));
    }

    @Test
    void editOfWhatNeverLeft() {
        torment(p -> p.writes.send(BOB.value(), "Hello"), p -> p.writes.edit(1, "Hi"));
    }

    @Test
    void editOfWhatMayHaveLeft() {
        torment(p -> p.sentUnanswered("Hello"), p -> p.writes.edit(1, "Hi"));
    }

    @Test
    void discardOfWhatNeverLeft() {
        torment(p -> p.writes.send("bob", "Hello"), p -> p.writes.discard(1));
    }

    @Test
    void retryOfWhatFailed() {
        torment(
                p -> {
                    p.sentUnanswered("Hello");
                    OutboxRow row = p.rows().getFirst();
                    p.apply(new StoreOp.Fail(row.key(), row.rev(), "id_reused", "No.", OptionalLong.empty()));
                },
                p -> p.writes.retry(1));
    }

    @Test
    void confirmation() {
        torment(
                p -> p.sentUnanswered("Hello"),
                p -> p.apply(new StoreOp.Confirm(
                        WITH_BOB, ((OutboxRow.Queued) p.rows().getFirst()).id(), 2, 5)));
    }

    @Test
    void confirmationOfWhatWasEditedMeanwhile() {
        torment(
                p -> {
                    p.sentUnanswered("Hello");
                    p.writes.edit(1, "Hi");
                },
                p -> p.apply(p.confirm(p.row(0), 2)));
    }

    @Test
    void confirmationOfWhatWasDiscardedMeanwhile() {
        torment(
                p -> {
                    p.sentUnanswered("Hello");
                    p.writes.discard(1);
                },
                p -> p.apply(p.confirm(p.row(0), 2)));
    }

    @Test
    void burningOfWhatWasEdited() {
        torment(
                p -> {
                    p.sentUnanswered("Hello");
                    p.writes.edit(1, "Hi");
                },
                p -> p.apply(new StoreOp.Burnt(WITH_BOB, p.row(0).id())));
    }

    @Test
    void burningOfWhatWasDiscarded() {
        torment(
                p -> {
                    p.sentUnanswered("Hello");
                    p.writes.discard(1);
                },
                p -> p.apply(new StoreOp.Burnt(WITH_BOB, p.row(0).id())));
    }

    @Test
    void arrivalByAnotherWayThanTheAnswer() {
        torment(
                p -> p.sentUnanswered("Hello"),
                p -> p.apply(new StoreOp.PutEntries(
                        WITH_BOB,
                        List.of(
                                entry(2, ME, p.row(0).id().value(), Content.message("Hello")),
                                entry(3, BOB, "b1", Content.message("Hi"))))));
    }

    @Test
    void lookedUpNameOfAConversationThatIsThereAlready() {
        torment(
                p -> {
                    p.writes.send("bob", "by name");
                    p.apply(
                            new StoreOp.SetMembers(WITH_BOB, List.of(ME, BOB)),
                            new StoreOp.PutEntries(WITH_BOB, List.of(entry(2, BOB, "b1", Content.message("Hi")))));
                },
                p -> p.apply(new StoreOp.Resolve(p.rows().getFirst().key(), new Person(BOB, "bob"))));
    }

    @Test
    void lostByARestoredServer() {
        torment(
                p -> {
                    p.sentUnanswered("Hello");
                    p.apply(p.confirm(p.row(0), 2));
                    p.writes.edit(1, "Hi");
                    p.apply(p.confirm(p.row(0), 3));
                },
                p -> p.apply(
                        new StoreOp.BeginEpoch("e2"),
                        new StoreOp.Displace(WITH_BOB, List.of(2L, 3L)),
                        new StoreOp.Verified(WITH_BOB, 1)));
    }

    @Test
    void placeTakenBySomebodyElse() {
        torment(
                p -> {
                    p.sentUnanswered("Hello");
                    p.apply(p.confirm(p.row(0), 2));
                },
                p -> p.apply(new StoreOp.PutEntries(WITH_BOB, List.of(entry(2, BOB, "b1", Content.message("Hi"))))));
    }

    @Test
    void groupWithSomebodyKnownAndSomebodyWhoIsNot() {
        torment(p -> {}, p -> p.groups.create("Walk", List.of(BOB.value(), "carol")));
    }

    @Test
    void lookedUpNameThatAGroupWaitsFor() {
        torment(
                p -> {
                    p.groups.create("Walk", List.of("bob"));
                    p.writes.send("bob", "Hello");
                },
                p -> p.apply(new StoreOp.Resolve(p.rows().getLast().key(), new Person(BOB, "bob"))));
    }

    @Test
    void titleThatWasReplacedWhileItMayHaveLeft() {
        torment(
                p -> {
                    p.groups.create("Walk", List.of());
                    p.confirmAll(p.row(0).conversation(), 0);
                    p.groups.setTitle(1, "Swim");
                    p.apply(new StoreOp.MarkSent(p.row(0).key(), p.row(0).rev()));
                    p.groups.setTitle(1, "Run");
                },
                p -> p.apply(p.confirm(p.row(0), 2)));
    }

    @Test
    void groupThatIsForgottenBeforeItLeft() {
        torment(p -> p.groups.create("Walk", List.of("bob")), p -> p.groups.leave(1));
    }

    @Test
    void messageThatClearsADraft() {
        torment(
                p -> {
                    p.writes.send(BOB.value(), "Hello");
                    p.account.saveDraft(1, "begun");
                    p.apply(new StoreOp.MarkSent(
                            p.rows().getLast().key(), p.rows().getLast().rev()));
                },
                p -> p.writes.send(1, "done"));
    }
}
