package dev.godwit.cli.demo;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A demo that cannot fail would show nothing.
class VerdictTest {
    private static final UserId ALICE = new UserId("uaaaaaaaaaaaaaaaaaaaaaaaaaa");
    private static final UserId BOB = new UserId("ubbbbbbbbbbbbbbbbbbbbbbbbbb");

    @Test
    void acceptsWhatIsRight() {
        assertDoesNotThrow(verdict(messages -> {}, messages -> {}, messages -> {})::check);
    }

    @Test
    void noticesAMessageThatIsMissingAnywhere() {
        assertFails(verdict(List::removeLast, messages -> {}, messages -> {}));
        assertFails(verdict(messages -> {}, messages -> messages.remove(3), messages -> {}));
        assertFails(verdict(messages -> {}, messages -> {}, List::removeFirst));
    }

    @Test
    void noticesADoubledMessage() {
        assertFails(verdict(messages -> messages.add(messages.get(2)), messages -> {}, messages -> {}));
        Consumer<List<Message>> twice = messages -> messages.add(2, messages.get(2));
        assertFails(verdict(twice, twice, twice));
    }

    @Test
    void noticesThatTwoSeeAnotherOrder() {
        assertFails(verdict(messages -> {}, messages -> Collections.swap(messages, 4, 5), messages -> {}));
        assertFails(verdict(messages -> {}, messages -> {}, messages -> Collections.swap(messages, 0, 1)));
    }

    @Test
    void noticesAReorderingThatEverybodySees() {
        Consumer<List<Message>> swapped = messages -> Collections.swap(messages, 2, 4);
        assertFails(verdict(swapped, swapped, swapped));
    }

    @Test
    void noticesATickThatDidNotArrive() {
        assertFails(verdict(
                messages -> messages.set(0, message(ALICE, ALICE, "Hello Bob", new MessageState.Delivered())),
                messages -> {},
                messages -> {}));
    }

    private static void assertFails(Verdict verdict) {
        assertThrows(DemoFailure.class, verdict::check);
    }

    private static Verdict verdict(
            Consumer<List<Message>> alices, Consumer<List<Message>> bobs, Consumer<List<Message>> fresh) {
        return new Verdict(seen("Alice", ALICE, alices), seen("Bob", BOB, bobs), seen("fresh", BOB, fresh));
    }

    private static Seen seen(String owner, UserId user, Consumer<List<Message>> change) {
        var messages = new ArrayList<Message>();
        for (int i = 0; i < Verdict.ALICE_WROTE.size(); i++) {
            messages.add(message(user, ALICE, Verdict.ALICE_WROTE.get(i), state(user, ALICE)));
            if (i < Verdict.BOB_WROTE.size()) {
                messages.add(message(user, BOB, Verdict.BOB_WROTE.get(i), state(user, BOB)));
            }
        }
        change.accept(messages);
        return new Seen(owner, messages);
    }

    private static MessageState state(UserId owner, UserId sender) {
        return owner.equals(sender) ? new MessageState.Read() : new MessageState.Received(true);
    }

    private static Message message(UserId owner, UserId sender, String text, MessageState state) {
        return new Message(
                1,
                1,
                new ClientMessageId(text.replaceAll("[^A-Za-z]", "-")),
                OptionalLong.of(1),
                sender,
                Optional.empty(),
                owner.equals(sender),
                Instant.EPOCH,
                "message",
                true,
                text,
                false,
                false,
                false,
                Optional.empty(),
                0,
                state);
    }
}
