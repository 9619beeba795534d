package dev.godwit.client.traces;

import dev.godwit.client.core.LocalChanges;
import dev.godwit.client.core.LocalEntry;
import dev.godwit.client.core.OutboxRow;
import dev.godwit.client.core.RangeSet;
import dev.godwit.client.core.Snapshot;
import dev.godwit.client.core.StoreOp;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Roughly what a device's database would hold: enough that the engine is told things that fit what it wrote.
final class FuzzedDatabase {
    private final Chance chance;
    private final List<UserId> crowd;
    private final List<UserId> people;
    private final UserId me;
    private final FuzzedContents contents;
    private final List<OutboxRow> rows = new ArrayList<>();
    private final Map<ConversationId, NavigableMap<Long, LocalEntry>> entries = new LinkedHashMap<>();
    private long epochNo = 1;
    private long keys;

    FuzzedDatabase(Chance chance, List<UserId> people) {
        this.chance = chance;
        this.crowd = people;
        this.people = people.subList(0, Math.min(people.size(), 8));
        this.me = people.getFirst();
        this.contents = new FuzzedContents(chance, this.people);
    }

    Snapshot snapshot(FuzzedServer server, List<ConversationId> known) {
        boolean fresh = chance.percent(10);
        epochNo = fresh ? 0 : chance.between(1, 3);
        List<Snapshot.Conversation> conversations = new ArrayList<>();
        if (!fresh) {
            known.forEach(id -> conversations.add(conversation(id, server.log(id))));
        }
        Optional<String> epoch = fresh ? Optional.empty() : Optional.of(chance.percent(85) ? server.epoch() : "e0");
        return new Snapshot(
                me,
                epoch,
                epochNo,
                epoch.isPresent() ? chance.maybe(85, () -> "m0") : Optional.empty(),
                conversations,
                Set.copyOf(chance.some(crowd, 60)),
                new LinkedHashSet<>(chance.some(crowd, 20)),
                changes(known));
    }

    private Snapshot.Conversation conversation(ConversationId id, List<Entry> log) {
        RangeSet covered = RangeSet.empty();
        int from = 1;
        while (from <= log.size() && chance.percent(85)) {
            int to = Math.min(log.size(), from + chance.below(log.size() + 3));
            covered.add(from, to);
            for (int seq = from; seq <= to; seq++) {
                put(id, log.get(seq - 1), chance.percent(90) ? epochNo : epochNo - 1);
            }
            from = to + 2 + chance.below(3);
        }
        long end = covered.contiguousEnd();
        long read = chance.below((int) end + 1);
        var own = chance.percent(50) ? new Cursor(end, read) : new Cursor(read, read);
        var confirmed = chance.of(own, Cursor.NONE, new Cursor(read, 0));
        return new Snapshot.Conversation(
                id,
                id.type() == ConversationType.GROUP ? List.of() : chance.some(people, 90),
                chance.percent(80) ? Math.max(covered.max(), log.size()) : covered.max(),
                covered,
                chance.percent(92) ? epochNo : epochNo - 1,
                own,
                confirmed,
                id.type() == ConversationType.GROUP && chance.percent(30));
    }

    private void put(ConversationId conversation, Entry entry, long epoch) {
        local(conversation).put(entry.seq(), new LocalEntry(entry.seq(), entry.at(), entry.from(), entry.id(), epoch));
    }

    private NavigableMap<Long, LocalEntry> local(ConversationId conversation) {
        return entries.computeIfAbsent(conversation, id -> new TreeMap<>());
    }

    List<LocalEntry> between(ConversationId conversation, long from, long to) {
        return List.copyOf(local(conversation).subMap(from, true, to, true).values());
    }

    LocalChanges changes(List<ConversationId> conversations) {
        Map<ConversationId, Long> seen = new LinkedHashMap<>();
        chance.some(conversations, 15).forEach(id -> seen.put(id, (long) chance.below(12)));
        return new LocalChanges(rows, Set.copyOf(chance.some(conversations, 5)), seen, chance.percent(10));
    }

    /// The user does something.
    void act(List<ConversationId> conversations, int longest) {
        int which = chance.below(10);
        if (rows.isEmpty() || which < 5) {
            ConversationId conversation = chance.of(conversations);
            for (int i = chance.between(1, longest); i > 0; i--) {
                rows.add(send(conversation, false));
            }
        } else if (which == 5) {
            rows.add(new OutboxRow.Lookup(++keys, 0, 0, "name" + keys));
        } else {
            int at = chance.below(rows.size());
            rows.set(at, changed(rows.get(at)));
            if (chance.percent(25)) {
                rows.remove(chance.below(rows.size()));
            }
        }
    }

    /// A frame that is large: the first flight of a connection does not take many.
    void write(ConversationId conversation, int size) {
        var content = Content.message("w".repeat(size));
        rows.add(new OutboxRow.Send(++keys, 0, 0, conversation, Optional.empty(), id(), content, false, false));
    }

    private OutboxRow.Send send(ConversationId conversation, boolean displaced) {
        return new OutboxRow.Send(
                ++keys,
                0,
                chance.percent(90) ? 0 : chance.below(30),
                conversation,
                conversation.type() == ConversationType.DIRECT ? chance.maybe(90, () -> chance.of(people)) : none(),
                id(),
                contents.next(conversation, local(conversation).size()),
                displaced || chance.percent(15),
                displaced || chance.percent(5));
    }

    private static Optional<UserId> none() {
        return Optional.empty();
    }

    private ClientMessageId id() {
        return new ClientMessageId("c" + keys);
    }

    private OutboxRow changed(OutboxRow row) {
        return switch (row) {
            case OutboxRow.Send send
            when chance.percent(50) ->
                new OutboxRow.Cancel(
                        send.key(), send.rev() + 1, send.attempts(), send.conversation(), send.with(), send.id());
            case OutboxRow.Send send ->
                new OutboxRow.Send(
                        send.key(),
                        send.rev() + 1,
                        send.attempts(),
                        send.conversation(),
                        send.with(),
                        send.maybeSent() ? send.id() : new ClientMessageId("r" + send.key() + '.' + send.rev()),
                        contents.next(send.conversation(), 5),
                        send.maybeSent(),
                        send.displaced());
            case OutboxRow.Cancel cancel ->
                new OutboxRow.Cancel(
                        cancel.key(),
                        cancel.rev() + 1,
                        cancel.attempts(),
                        cancel.conversation(),
                        cancel.with(),
                        cancel.id());
            case OutboxRow.Lookup lookup ->
                new OutboxRow.Lookup(lookup.key(), lookup.rev() + 1, lookup.attempts(), lookup.name() + 'x');
        };
    }

    void apply(StoreOp op) {
        switch (op) {
            case StoreOp.BeginEpoch begin -> epochNo++;
            case StoreOp.PutEntries put ->
                put.entries().forEach(entry -> {
                    put(put.conversation(), entry, epochNo);
                    if (entry.from().equals(me)) {
                        landed(put.conversation(), entry.id());
                    }
                });
            case StoreOp.Confirm confirm -> {
                landed(confirm.conversation(), confirm.id());
                local(confirm.conversation())
                        .put(confirm.seq(), new LocalEntry(confirm.seq(), confirm.at(), me, confirm.id(), epochNo));
            }
            case StoreOp.Burnt burnt -> landed(burnt.conversation(), burnt.id());
            case StoreOp.Fail fail -> rows.removeIf(row -> row.key() == fail.row());
            case StoreOp.Withdrawn withdrawn -> rows.removeIf(row -> row.key() == withdrawn.row());
            case StoreOp.Resolve resolve -> {
                rows.removeIf(row -> row.key() == resolve.row());
                rows.add(send(ConversationId.direct(me, resolve.person().id()), false));
            }
            case StoreOp.UnknownName unknown -> rows.removeIf(row -> row.key() == unknown.row());
            case StoreOp.Displace displace ->
                displace.seqs().forEach(seq -> {
                    LocalEntry gone = local(displace.conversation()).remove(seq);
                    if (gone != null && gone.sender().equals(me)) {
                        rows.addFirst(send(displace.conversation(), true));
                    }
                });
            default -> {}
        }
    }

    private void landed(ConversationId conversation, ClientMessageId id) {
        rows.removeIf(row -> row instanceof OutboxRow.Queued queued
                && queued.conversation().equals(conversation)
                && queued.id().equals(id));
    }
}
