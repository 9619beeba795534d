package dev.godwit.client.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of docs/sdk.md, whole.
class ExampleTest {
    @TempDir
    Path directory;

    @Test
    void twoPeopleExchangeMessages() throws Exception {
        try (var server = new TestServer();
                var alice = Godwit.open(directory.resolve("alice"), server.options());
                var bob = Godwit.open(directory.resolve("bob"), server.options())) {
            URI address = server.address();
            alice.register(address, "alice", "correct horse", Optional.empty());
            bob.register(address, "bob", "battery staple", Optional.empty());

            // Nothing is connected yet, and Alice's device has never heard of Bob: she writes all the same.
            Message written = alice.send("bob", "On my way");
            assertEquals("pending", written.state().word());

            // Alice's user interface draws whatever the local database holds.
            var ticks = new CountDownLatch(1);
            var drawing = alice.observeMessages(written.conversation(), 50, messages -> {
                if (draw(messages).contains("On my way (read)")) {
                    ticks.countDown();
                }
            });
            alice.start();

            // Bob's program runs for a moment, as a background job would.
            while (bob.find("alice").isEmpty()) {
                bob.syncOnce(Duration.ofSeconds(10));
            }
            Conversation withAlice = bob.find("alice").orElseThrow();
            List<Message> messages = bob.messages(withAlice.key(), OptionalLong.empty(), 50);
            assertEquals(List.of("On my way (received)"), draw(messages));
            bob.markRead(messages.getLast().key());
            bob.syncOnce(Duration.ofSeconds(10));

            assertEquals(true, ticks.await(20, TimeUnit.SECONDS));
            drawing.close();
            assertEquals(
                    new MessageState.Read(),
                    alice.message(written.key()).orElseThrow().state());
        }
    }

    private static List<String> draw(List<Message> messages) {
        return messages.stream()
                .map(message -> message.text() + " (" + message.state().word() + ")")
                .toList();
    }
}
