package dev.godwit.server.delivery;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Author;
import dev.godwit.server.log.ConversationLog;
import dev.godwit.server.log.LogLimits;
import dev.godwit.server.log.Outcome;
import dev.godwit.server.log.Watermark;
import dev.godwit.server.store.memory.MemoryStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// A log and a delivery over it, on one queue of tasks and a disk that syncs when told to.
final class Town {
    static final Random RANDOM = new Random(11);

    final Queue<Runnable> shard = new ArrayDeque<>();
    final Queue<Runnable> owner = new ArrayDeque<>();
    final Queue<Runnable> syncs = new ArrayDeque<>();
    MemoryStore store = new MemoryStore("epoch", syncs::add);
    ConversationLog log;
    Delivery delivery;
    private final List<Due> timers = new ArrayList<>();
    private final boolean strangers;
    private final int largeFrom;
    long now = 1_000_000;
    /// What the delivery sees of the store's cursors, from the next restart on.
    UnaryOperator<CursorStore> cursors = UnaryOperator.identity();

    private record Due(long at, Runnable task) {}

    Town() {
        this(false, LogLimits.DEFAULT.largeFrom());
    }

    private Town(boolean strangers, int largeFrom) {
        this.strangers = strangers;
        this.largeFrom = largeFrom;
        open();
    }

    /// One where anybody can make an account.
    static Town openToStrangers() {
        return new Town(true, LogLimits.DEFAULT.largeFrom());
    }

    /// One where groups are large from so many members on.
    static Town withLargeGroupsFrom(int members) {
        return new Town(false, members);
    }

    private void open() {
        var watermark = new Watermark(store.log()::stamp);
        log = new ConversationLog(
                store.log(),
                user -> CompletableFuture.completedStage(true),
                List.of(shard::add),
                () -> Instant.ofEpochMilli(now),
                watermark,
                commit -> delivery.committed(commit),
                new LogLimits(largeFrom));
        delivery = new Delivery(
                owner::add,
                (millis, task) -> timers.add(new Due(now + millis, task)),
                store.log(),
                cursors.apply(store.cursors()),
                log,
                watermark,
                () -> Instant.ofEpochMilli(now),
                RANDOM,
                new DeliverySettings(64, strangers));
    }

    void restart(MemoryStore after) {
        store = after;
        shard.clear();
        owner.clear();
        syncs.clear();
        timers.clear();
        open();
    }

    /// Lets time pass, and what was due in it happen.
    void pass(long millis) {
        settle();
        now += millis;
        var due = timers.stream().filter(each -> each.at() <= now).toList();
        timers.removeAll(due);
        due.forEach(each -> each.task().run());
        settle();
    }

    void settle() {
        while (!shard.isEmpty() || !owner.isEmpty() || !syncs.isEmpty()) {
            step(shard);
            step(owner);
            if (shard.isEmpty() && owner.isEmpty()) {
                step(syncs);
            }
        }
    }

    /// Writes what was sent, while the delivery thread is busy with something else.
    void commit() {
        while (!shard.isEmpty() || !syncs.isEmpty()) {
            step(shard);
            step(syncs);
        }
    }

    static void step(Queue<Runnable> queue) {
        var next = queue.poll();
        if (next != null) {
            next.run();
        }
    }

    Person person() {
        return new Person(new Author(UserId.random(RANDOM), DeviceId.random(RANDOM)));
    }

    /// A device's connection: keeps what it is told, and reads only while it wants to.
    final class Person implements Session {
        final Author author;
        final List<ServerFrame> told = new ArrayList<>();
        boolean dropsPushes;
        final List<Outcome> outcomes = new ArrayList<>();
        private int sent;

        Person(Author author) {
            this.author = author;
        }

        Person otherDevice() {
            return new Person(new Author(author.user(), DeviceId.random(RANDOM)));
        }

        @Override
        public UserId user() {
            return author.user();
        }

        @Override
        public DeviceId device() {
            return author.device();
        }

        @Override
        public void reply(ServerFrame frame) {
            told.add(frame);
        }

        @Override
        public void push(EncodedFrame frame) {
            if (dropsPushes) {
                return;
            }
            try {
                told.add(ServerFrameCodec.read(frame.bytes()));
            } catch (BadFrameException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean offer(EncodedFrame frame) {
            push(frame);
            return !dropsPushes;
        }

        @Override
        public void whenWritable(Runnable next) {
            owner.add(next);
        }

        void hello(Optional<String> mark, ClientFrame.OwnCursor... receipts) {
            delivery.attach(
                    this,
                    new ClientFrame.Hello(
                            1, Optional.empty(), "test", Optional.empty(), mark, Optional.empty(), List.of(receipts)));
        }

        void send(Person to, String text) {
            send(with(to), Optional.of(to.user()), Content.message(text));
        }

        void post(ConversationId conversation, String text) {
            send(conversation, Optional.empty(), Content.message(text));
        }

        void change(ConversationId group, GroupChange change) {
            send(group, Optional.empty(), GroupChangeCodec.write(change));
        }

        void set(AccountSetting setting) {
            send(ConversationId.account(user()), Optional.empty(), setting.toContent());
        }

        void send(ConversationId conversation, Optional<UserId> to, Content content) {
            var id = new ClientMessageId(device() + "-" + sent++);
            log.send(author, new ClientFrame.Send(conversation, id, Optional.empty(), to, content), outcomes::add);
        }

        /// A group with these people in it besides this one, who owns it.
        ConversationId begins(History history, Person... members) {
            var group = ConversationId.group(user(), "nonce-" + sent);
            change(group, new GroupChange.Create("nonce-" + sent, "Birds", history));
            for (Person member : members) {
                adds(group, member);
            }
            settle();
            return group;
        }

        void adds(ConversationId group, Person... members) {
            change(
                    group,
                    new GroupChange.Add(Arrays.stream(members).map(Person::user).toList()));
        }

        void removes(ConversationId group, Person member) {
            change(group, new GroupChange.Remove(member.user()));
        }

        void watch(ConversationId... conversations) {
            delivery.watch(this, new ClientFrame.Watch(List.of(conversations), List.of()));
        }

        void reads(ConversationId conversation, long seq) {
            delivery.receipts(this, List.of(new ClientFrame.OwnCursor(conversation, new Cursor(seq, seq))));
        }

        /// Connects, again if it was connected, and forgets what it was told before.
        void comes(Optional<String> mark) {
            delivery.detach(this);
            settle();
            told.clear();
            hello(mark);
            settle();
        }

        void checks(String mark) {
            told.clear();
            delivery.check(this, Optional.of(mark));
            settle();
        }

        String mark() {
            return current().mark();
        }

        ConversationId with(Person other) {
            return ConversationId.direct(user(), other.user());
        }

        void read(Person other, long seq) {
            delivery.receipts(this, List.of(cursor(other, seq)));
        }

        ClientFrame.OwnCursor cursor(Person other, long seq) {
            return new ClientFrame.OwnCursor(with(other), new Cursor(seq, seq));
        }

        <F extends ServerFrame> List<F> told(Class<F> type) {
            return told.stream().filter(type::isInstance).map(type::cast).toList();
        }

        List<ServerFrame.Change> changes() {
            return told(ServerFrame.Changes.class).stream()
                    .flatMap(frame -> frame.conversations().stream())
                    .toList();
        }

        Optional<ServerFrame.Change> changeOf(ConversationId conversation) {
            return changes().stream()
                    .filter(change -> change.conversation().equals(conversation))
                    .findFirst();
        }

        /// Seqs of the entries that were pushed to it.
        List<Long> pushed(ConversationId conversation) {
            return told(ServerFrame.Pushed.class).stream()
                    .filter(frame -> frame.conversation().equals(conversation))
                    .map(frame -> frame.entry().seq())
                    .toList();
        }

        List<Long> itemsOf(ConversationId conversation) {
            return changes().stream()
                    .filter(change -> change.conversation().equals(conversation))
                    .flatMap(change -> change.items().stream())
                    .map(Item::first)
                    .toList();
        }

        ServerFrame.Current current() {
            return told(ServerFrame.Current.class).getLast();
        }
    }
}
