package dev.godwit.server.log;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import dev.godwit.server.store.memory.MemoryStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A conversation log whose threads are one queue and whose disk syncs when told to.
final class World {
    static final Random RANDOM = new Random(7);
    static final Author ALICE = new Author(UserId.random(RANDOM), DeviceId.random(RANDOM));
    static final Author BOB = new Author(UserId.random(RANDOM), DeviceId.random(RANDOM));
    static final Author CAROL = new Author(UserId.random(RANDOM), DeviceId.random(RANDOM));
    static final Author DAVE = new Author(UserId.random(RANDOM), DeviceId.random(RANDOM));
    /// Of no account.
    static final Author EVE = new Author(UserId.random(RANDOM), DeviceId.random(RANDOM));
    static final ConversationId ALICE_BOB = ConversationId.direct(ALICE.user(), BOB.user());

    final Queue<Runnable> tasks = new ArrayDeque<>();
    final Queue<Runnable> syncs = new ArrayDeque<>();
    final List<Commit> commits = new ArrayList<>();
    final List<String> order = new ArrayList<>();
    MemoryStore store = new MemoryStore("epoch", syncs::add);
    ConversationLog log;
    long now = 1_000_000;
    private final LogLimits limits;

    World() {
        this(LogLimits.DEFAULT);
    }

    World(LogLimits limits) {
        this.limits = limits;
        this.log = open();
    }

    private ConversationLog open() {
        return new ConversationLog(
                store.log(),
                user -> CompletableFuture.completedStage(!user.equals(EVE.user())),
                List.of(tasks::add),
                () -> Instant.ofEpochMilli(now),
                new Watermark(store.log()::stamp),
                commit -> {
                    commits.add(commit);
                    order.add("commit " + commit.entries().getLast().seq());
                    commit.ticket().close();
                },
                limits);
    }

    void restart(MemoryStore after) {
        store = after;
        tasks.clear();
        syncs.clear();
        log = open();
    }

    /// Runs threads and syncs until nothing is left to do.
    void settle() {
        while (!tasks.isEmpty() || !syncs.isEmpty()) {
            think();
            if (!syncs.isEmpty()) {
                syncs.remove().run();
            }
        }
    }

    /// Runs threads, but no sync.
    void think() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    /// One sender's outcome, filled in when it is told.
    static final class Told implements Consumer<Outcome> {
        final List<Outcome> outcomes = new ArrayList<>();

        @Override
        public void accept(Outcome outcome) {
            outcomes.add(outcome);
        }

        Outcome only() {
            if (outcomes.size() != 1) {
                throw new AssertionError("told " + outcomes.size() + " times: " + outcomes);
            }
            return outcomes.getFirst();
        }

        long seq() {
            return ((Outcome.Stored) only()).seq();
        }

        Code code() {
            return ((Outcome.Refused) only()).code();
        }
    }

    Told send(Author author, String id, Content content) {
        return send(author, id, Optional.empty(), content);
    }

    Told send(Author author, String id, String after, Content content) {
        return send(author, id, Optional.of(after), content);
    }

    private Told send(Author author, String id, Optional<String> after, Content content) {
        var peer = author.equals(ALICE) ? BOB : ALICE;
        return send(
                author,
                new ClientFrame.Send(
                        ALICE_BOB,
                        new ClientMessageId(id),
                        after.map(ClientMessageId::new),
                        Optional.of(peer.user()),
                        content));
    }

    Told send(Author author, ClientFrame.Send frame) {
        var told = new Told();
        log.send(author, frame, outcome -> {
            order.add("told " + frame.id());
            told.accept(outcome);
        });
        return told;
    }

    Told cancel(Author author, String id) {
        var peer = author.equals(ALICE) ? BOB : ALICE;
        var told = new Told();
        log.cancel(author, new ClientFrame.Cancel(ALICE_BOB, new ClientMessageId(id), Optional.of(peer.user())), told);
        return told;
    }

    /// Everything in the log, as it stands on disk.
    List<Entry> entries() {
        return entries(ALICE_BOB);
    }

    List<Entry> entries(ConversationId conversation) {
        return store
                .log()
                .readAfter(conversation, 0, Integer.MAX_VALUE, Integer.MAX_VALUE)
                .toCompletableFuture()
                .join()
                .stream()
                .map(Entry.class::cast)
                .toList();
    }

    /// As it stands on disk.
    Head stored(ConversationId conversation) {
        return store.log().head(conversation).toCompletableFuture().join().orElseThrow();
    }

    List<String> ids() {
        return entries().stream().map(entry -> entry.id().value()).toList();
    }
}
