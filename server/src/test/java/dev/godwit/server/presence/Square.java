package dev.godwit.server.presence;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.History;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.EncodedFrame;
import dev.godwit.server.delivery.Session;
import dev.godwit.server.log.Author;
import dev.godwit.server.log.Commit;
import dev.godwit.server.log.ConversationLog;
import dev.godwit.server.log.LogLimits;
import dev.godwit.server.log.Outcome;
import dev.godwit.server.log.Watermark;
import dev.godwit.server.store.memory.MemoryStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// People who meet: presence over a real log, on queues and a clock that only the test moves.
final class Square {
    static final int LARGE = 6;
    private static final long NOON = 1_700_000_000_000L;

    private final Random random = new Random(23);
    private final Queue<Runnable> shard = new ArrayDeque<>();
    final Queue<Runnable> owner = new ArrayDeque<>();
    private final PriorityQueue<Bell> bells =
            new PriorityQueue<>(Comparator.comparingLong(Bell::at).thenComparingLong(Bell::order));
    private final MemoryStore store;
    final ConversationLog log;
    final Whereabouts whereabouts;
    private long millis;
    private long order;
    private int sent;

    private record Bell(long at, long order, Runnable task) {}

    /// Where people come by invitation, and so may see one another.
    Square() {
        this(new MemoryStore("epoch"), false);
    }

    Square(MemoryStore store, boolean strangers) {
        this(store, store.lastSeen(), strangers, Optional.empty());
    }

    /// @param executor the owner's, if not the queue that [#settle] runs
    Square(MemoryStore store, LastSeenStore lastSeen, boolean strangers, Optional<Executor> executor) {
        this.store = store;
        log = new ConversationLog(
                store.log(),
                user -> CompletableFuture.completedStage(true),
                List.of(shard::add),
                () -> Instant.ofEpochMilli(now()),
                new Watermark(store.log()::stamp),
                commit -> {
                    commit.ticket().close();
                    announced(commit);
                },
                new LogLimits(LARGE));
        whereabouts = new Whereabouts(
                executor.orElse(owner::add),
                this::ring,
                () -> Instant.ofEpochMilli(now()),
                () -> millis * 1_000_000,
                log::head,
                new AccountTies(log.relations()::of, store.log()::head, strangers),
                lastSeen);
    }

    private void announced(Commit commit) {
        whereabouts.committed(commit);
    }

    private Runnable ring(long after, Runnable task) {
        var bell = new Bell(millis + after, order++, task);
        bells.add(bell);
        return () -> bells.remove(bell);
    }

    long now() {
        return NOON + millis;
    }

    MemoryStore store() {
        return store;
    }

    void settle() {
        while (!shard.isEmpty() || !owner.isEmpty()) {
            step(shard);
            step(owner);
        }
    }

    private static void step(Queue<Runnable> queue) {
        var next = queue.poll();
        if (next != null) {
            next.run();
        }
    }

    /// Lets time pass, stopping wherever something is due.
    void pass(long passing) {
        settle();
        long end = millis + passing;
        for (var next = bells.peek(); next != null && next.at() <= end; next = bells.peek()) {
            bells.remove();
            millis = Math.max(millis, next.at());
            next.task().run();
            settle();
        }
        millis = end;
    }

    int bells() {
        return bells.size();
    }

    Somebody somebody() {
        return new Somebody(UserId.random(random), DeviceId.random(random));
    }

    void write(Author author, ConversationId conversation, Optional<UserId> with, Content content) {
        var frame =
                new ClientFrame.Send(conversation, new ClientMessageId("m" + sent++), Optional.empty(), with, content);
        log.send(author, frame, outcome -> {
            if (!(outcome instanceof Outcome.Stored)) {
                throw new AssertionError(outcome);
            }
        });
    }

    /// The first one's, with the others as members.
    ConversationId group(Somebody... people) {
        var id = ConversationId.group(people[0].user(), "nonce");
        change(people[0], id, new GroupChange.Create("nonce", "Birds", History.JOINED));
        change(
                people[0],
                id,
                new GroupChange.Add(
                        Arrays.stream(people).skip(1).map(Somebody::user).toList()));
        settle();
        return id;
    }

    void change(Somebody by, ConversationId group, GroupChange change) {
        write(by.author(), group, Optional.empty(), GroupChangeCodec.write(change));
    }

    /// One device of somebody, and its connection: keeps what it is told.
    final class Somebody implements Session {
        private final UserId user;
        private final DeviceId device;
        private final List<ServerFrame> told = new ArrayList<>();
        boolean reads = true;

        private Somebody(UserId user, DeviceId device) {
            this.user = user;
            this.device = device;
        }

        Somebody otherDevice() {
            return new Somebody(user, DeviceId.random(random));
        }

        /// The same device, on a new connection.
        Somebody again() {
            return new Somebody(user, device);
        }

        Author author() {
            return new Author(user, device);
        }

        @Override
        public UserId user() {
            return user;
        }

        @Override
        public DeviceId device() {
            return device;
        }

        @Override
        public void reply(ServerFrame frame) {
            told.add(frame);
        }

        @Override
        public void push(EncodedFrame frame) {
            throw new AssertionError("presence is offered, never pushed: it makes nobody behind");
        }

        @Override
        public boolean offer(EncodedFrame frame) {
            if (reads) {
                try {
                    told.add(ServerFrameCodec.read(frame.bytes()));
                } catch (BadFrameException e) {
                    throw new AssertionError(e);
                }
            }
            return reads;
        }

        @Override
        public void whenWritable(Runnable next) {
            throw new AssertionError("presence waits for nobody");
        }

        Somebody connected() {
            whereabouts.attach(this);
            settle();
            return this;
        }

        Somebody says(PresenceState state) {
            whereabouts.presence(this, new ClientFrame.Presence(state, OptionalLong.empty()));
            settle();
            return this;
        }

        void says(PresenceState state, long ttl) {
            whereabouts.presence(this, new ClientFrame.Presence(state, OptionalLong.of(ttl)));
            settle();
        }

        Somebody watches(Somebody... people) {
            return watches(List.of(), people);
        }

        Somebody watches(List<ConversationId> conversations, Somebody... people) {
            whereabouts.watch(
                    this,
                    new ClientFrame.Watch(
                            conversations,
                            Arrays.stream(people).map(Somebody::user).toList()));
            settle();
            return this;
        }

        void types(ConversationId conversation, boolean on) {
            whereabouts.typing(this, new ClientFrame.Typing(conversation, on));
            settle();
        }

        void hangsUp() {
            whereabouts.detach(this);
            settle();
        }

        void sets(String name, String value) {
            write(
                    author(),
                    ConversationId.account(user),
                    Optional.empty(),
                    new AccountSetting(name, Optional.of(value)).toContent());
            settle();
        }

        void unsets(String name) {
            write(
                    author(),
                    ConversationId.account(user),
                    Optional.empty(),
                    new AccountSetting(name, Optional.empty()).toContent());
            settle();
        }

        void writesTo(Somebody other) {
            write(author(), with(other), Optional.of(other.user()), Content.message("hello"));
            settle();
        }

        ConversationId with(Somebody other) {
            return ConversationId.direct(user, other.user());
        }

        /// Frames since it was asked last.
        List<ServerFrame> hears() {
            var heard = List.copyOf(told);
            told.clear();
            return heard;
        }

        /// What it was last told of somebody, of everything since it was asked last.
        String hearsOf(Somebody other) {
            return hears().stream()
                    .filter(ServerFrame.Presences.class::isInstance)
                    .flatMap(frame -> ((ServerFrame.Presences) frame).users().stream())
                    .filter(each -> each.user().equals(other.user()))
                    .map(each -> each.state().wire()
                            + (each.seen().isPresent() ? " " + (each.seen().getAsLong() - NOON) : ""))
                    .reduce((earlier, later) -> later)
                    .orElse("nothing");
        }

        /// Who types where, as it has heard since it was asked last.
        List<Boolean> hearsTyping() {
            return hears().stream()
                    .filter(ServerFrame.Typing.class::isInstance)
                    .map(frame -> ((ServerFrame.Typing) frame).on())
                    .toList();
        }
    }
}
