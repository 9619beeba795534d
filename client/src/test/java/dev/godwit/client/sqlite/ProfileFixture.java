package dev.godwit.client.sqlite;

import dev.godwit.client.core.LocalChanges;
import dev.godwit.client.core.OutboxRow;
import dev.godwit.client.core.Person;
import dev.godwit.client.core.StoreOp;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// One profile's database with everything that works on it.
final class ProfileFixture implements AutoCloseable {
    static final UserId ME = UserId.random(new Random(1));
    static final UserId BOB = UserId.random(new Random(2));
    static final UserId CAROL = UserId.random(new Random(4));
    static final UserId DAVE = UserId.random(new Random(5));
    static final DeviceId DEVICE = DeviceId.random(new Random(3));
    static final ConversationId WITH_BOB = ConversationId.direct(ME, BOB);
    static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_767_225_600_000L), ZoneOffset.UTC);

    private static final AtomicInteger HANDLES = new AtomicInteger(100);

    final Database database;
    final LocalWrites writes;
    final GroupWrites groups;
    final AccountWrites account;
    final EngineStore store;
    final EngineReads reads;
    final Views views;

    ProfileFixture(Path profile) {
        this(profile, StatementProbe.NONE);
    }

    ProfileFixture(Path profile, StatementProbe probe) {
        // Each handle is a process of its own, with its own chance.
        var random = new Random(HANDLES.incrementAndGet());
        database = Database.open(profile, probe);
        writes = new LocalWrites(database, ME, CLOCK, random);
        groups = new GroupWrites(database, ME, CLOCK, random);
        account = new AccountWrites(database, ME, CLOCK, random);
        store = new EngineStore(database, ME, CLOCK, random);
        reads = new EngineReads(database, ME, 256);
        views = new Views(database, ME, CLOCK);
    }

    void apply(StoreOp... ops) {
        store.apply(List.of(ops));
    }

    List<OutboxRow> rows() {
        LocalChanges changes = reads.changes();
        return changes.rows();
    }

    OutboxRow.Queued row(int index) {
        return (OutboxRow.Queued) rows().get(index);
    }

    /// A message to Bob that may have left.
    long sentUnanswered(String text) {
        long key = writes.send(BOB.value(), text);
        OutboxRow.Queued row = rows().stream()
                .filter(OutboxRow.Queued.class::isInstance)
                .map(OutboxRow.Queued.class::cast)
                .toList()
                .getLast();
        apply(new StoreOp.MarkSent(row.key(), row.rev()));
        return key;
    }

    void named(UserId user, String name) {
        apply(new StoreOp.PutNames(List.of(new Person(user, name))));
    }

    /// Everything of this conversation that may leave is stored, at the seqs that follow.
    long confirmAll(ConversationId conversation, long head) {
        long seq = head;
        for (OutboxRow row : rows()) {
            if (row instanceof OutboxRow.Queued queued && queued.conversation().equals(conversation)) {
                apply(new StoreOp.MarkSent(row.key(), row.rev()), confirm(queued, ++seq));
            }
        }
        apply(new StoreOp.SetCoverage(conversation, seq, "1-" + seq));
        return seq;
    }

    StoreOp.Confirm confirm(OutboxRow.Queued row, long seq) {
        return new StoreOp.Confirm(row.conversation(), row.id(), seq, 1_000 + seq);
    }

    static Entry entry(long seq, UserId from, String id, Content content) {
        return new Entry(seq, 1_000 + seq, from, DEVICE, new ClientMessageId(id), content);
    }

    @Override
    public void close() {
        database.close();
    }
}
