package dev.godwit.client.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.client.core.Person;
import dev.godwit.client.core.Status;
import dev.godwit.client.core.StoreOp;
import dev.godwit.client.sqlite.Database;
import dev.godwit.client.sqlite.LocalWrites;
import dev.godwit.client.sqlite.ProfileStore;
import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.UserId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A driver, turn by turn, and a server that the test speaks for.
@SuppressWarnings("NullAway.Init") // set before each test
class EngineDriverTest {
    private static final UserId ME = UserId.random(new Random(1));
    private static final UserId BOB = UserId.random(new Random(2));
    private static final DeviceId DEVICE = DeviceId.random(new Random(3));
    private static final ConversationId WITH_BOB = ConversationId.direct(ME, BOB);

    private final Random random = new Random(4);
    private final List<ClientFrame> sent = new ArrayList<>();

    @TempDir
    Path directory;

    private Database database;
    private Database usersDatabase;
    private LocalWrites writes;
    private EngineDriver driver;
    private Transport.Listener server;
    private long now;

    @BeforeEach
    void connect() {
        database = Database.open(directory);
        usersDatabase = Database.open(directory);
        var store = new ProfileStore(database);
        store.signedIn(new ProfileStore.Identity("http://localhost:1", ME, "me", DEVICE, false, Optional.of("token")));
        writes = new LocalWrites(usersDatabase, ME, Clock.systemUTC(), random);
        driver = new EngineDriver(
                database,
                store.identity().orElseThrow(),
                new GodwitOptions("test", "test", Clock.systemUTC(), random, new Scripted()),
                new Nobody(),
                () -> now,
                Runnable::run,
                new Deaf());
        driver.turn();
        open("e1");
    }

    @AfterEach
    void close() {
        driver.close();
        usersDatabase.close();
        database.close();
    }

    private void open(String epoch) {
        sent.clear();
        server.opened();
        driver.turn();
        say(new ServerFrame.Welcome(epoch, ME, DEVICE, 1_000, 64));
    }

    private void say(ServerFrame... frames) {
        for (ServerFrame frame : frames) {
            server.frame(ServerFrameCodec.write(frame));
        }
        driver.turn();
    }

    private <T extends ClientFrame> List<T> sent(Class<T> type) {
        return sent.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static Entry entry(long seq, UserId from, ClientMessageId id, String text) {
        return new Entry(seq, 1_000 + seq, from, DEVICE, id, Content.message(text));
    }

    private static ServerFrame.Page page(long rid, Entry... newestFirst) {
        return new ServerFrame.Page(rid, WITH_BOB, List.of(newestFirst), newestFirst.length, false);
    }

    /// Seed 991 of `RandomScheduleTest`: an edit went to the message that had got its message's seq.
    @Test
    void outboxThatWasReadBeforeTheComparisonWithARestoredServerIsNotWhatLeavesAfterIt() {
        long message = writes.send(BOB.value(), "mine");
        driver.turn();
        ClientMessageId id = sent(ClientFrame.Send.class).getFirst().id();
        var first = entry(1, BOB, new ClientMessageId("b1"), "first");
        say(
                new ServerFrame.Sent(WITH_BOB, id, 2, 1_002),
                new ServerFrame.Changes(List.of(new ServerFrame.Change(
                        WITH_BOB,
                        List.of(ME, BOB),
                        2,
                        List.of(new ServerFrame.MemberCursor(BOB, new Cursor(1, 0))),
                        List.of(first)))));
        server.closed(false, "gone");
        driver.turn();
        writes.edit(message, "mine, corrected");
        now += 60_000;
        driver.turn();
        open("e2");
        long rid = sent(ClientFrame.Sync.class).getFirst().rid();
        say(page(rid, entry(2, BOB, new ClientMessageId("b2"), "not mine"), first));
        // In the turn that compares the user writes something else.
        writes.send(ME.value(), "a note");
        driver.turn();
        driver.turn();
        List<Content> toBob = sent(ClientFrame.Send.class).stream()
                .filter(send -> send.conversation().equals(WITH_BOB))
                .map(ClientFrame.Send::content)
                .toList();
        assertEquals(List.of(Kinds.MESSAGE), toBob.stream().map(Content::kind).toList());
    }

    private final class Scripted implements Transport {
        @Override
        public Link connect(URI address, String token, Listener listener) {
            server = listener;
            return new Link() {
                @Override
                public void send(List<byte[]> frames) {
                    frames.forEach(frame -> sent.add(read(frame)));
                }

                @Override
                public void close() {}
            };
        }
    }

    private static ClientFrame read(byte[] frame) {
        try {
            return ClientFrameCodec.read(frame);
        } catch (BadFrameException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Nobody implements NameService {
        @Override
        public CompletionStage<Optional<Person>> lookUp(URI address, String token, String name) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<List<Person>> describe(URI address, String token, List<UserId> users) {
            return CompletableFuture.completedFuture(List.of());
        }
    }

    private static final class Deaf implements EngineDriver.Listener {
        @Override
        public void committed(List<StoreOp> ops) {}

        @Override
        public void status(Status status) {}
    }
}
