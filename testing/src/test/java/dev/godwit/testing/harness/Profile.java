package dev.godwit.testing.harness;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitOptions;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// Somebody with the SDK, in this process.
public final class Profile implements AutoCloseable {
    private static final int ALL = 1_000_000;

    private final Godwit godwit;
    private final String name;

    private Profile(Godwit godwit, String name) {
        this.godwit = godwit;
        this.name = name;
    }

    public static Profile signedIn(Path directory, String url, Person person) {
        return signedIn(directory, url, person, GodwitOptions.defaults());
    }

    public static Profile signedIn(Path directory, String url, Person person, GodwitOptions options) {
        var godwit = Godwit.open(directory, options);
        godwit.signIn(URI.create(url), person.name(), person.password());
        return new Profile(godwit, person.name());
    }

    public Godwit godwit() {
        return godwit;
    }

    public List<Message> messages(String with) {
        return godwit.find(with)
                .map(conversation -> godwit.messages(conversation.key(), OptionalLong.empty(), ALL))
                .orElse(List.of());
    }

    /// What this person sees, in order; deleted ones as `(deleted)`.
    public List<String> texts(String with) {
        return messages(with).stream()
                .map(message -> message.deleted() ? "(deleted)" : message.text())
                .toList();
    }

    public MessageState state(String with, String text) {
        return messages(with).stream()
                .filter(message -> message.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " sees no '" + text + "'"))
                .state();
    }

    public void awaitTexts(String with, List<String> expected) {
        await(
                () -> "sees " + texts(with) + " instead of " + expected,
                () -> texts(with).equals(expected));
    }

    public void awaitState(String with, String text, Class<? extends MessageState> expected) {
        await(
                () -> "sees '" + text + "' as " + state(with, text) + ", not as " + expected.getSimpleName(),
                () -> texts(with).contains(text) && expected.isInstance(state(with, text)));
    }

    public void awaitEmptyOutbox() {
        await(() -> "still has " + godwit.outbox(), () -> godwit.outbox().isEmpty());
    }

    private void await(Supplier<String> what, Callable<Boolean> condition) {
        Await.until(() -> name + " " + what.get() + "; " + godwit.connectionState(), Duration.ofSeconds(30), condition);
    }

    @Override
    public void close() {
        godwit.close();
    }
}
