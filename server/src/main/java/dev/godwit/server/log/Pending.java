package dev.godwit.server.log;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// One batch of a conversation on its way to the store: decided, not yet durable.
///
/// Owned by the writer's thread.
final class Pending {
    record Key(UserId sender, ClientMessageId id) {}

    /// @param digest of the content; empty where the id is being burnt
    private record Slot(Outcome onSuccess, String digest, List<Consumer<Outcome>> replies) {}

    private final Map<Key, Slot> slots = new LinkedHashMap<>();
    private final Map<String, Long> registers = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Append.Burnt> burnt = new ArrayList<>();
    private final Set<UserId> people = new HashSet<>();
    private final Set<String> facts = new HashSet<>();

    boolean isEmpty() {
        return slots.isEmpty();
    }

    int size() {
        return slots.size();
    }

    List<Entry> entries() {
        return entries;
    }

    void addUnasked(Entry entry) {
        entries.add(entry);
    }

    void touch(Touched touched) {
        people.addAll(touched.people());
        facts.addAll(touched.facts());
    }

    void add(Entry entry, String digest, Consumer<Outcome> reply) {
        entries.add(entry);
        entry.content().expect().ifPresent(expect -> registers.put(expect.register(), entry.seq()));
        put(new Key(entry.from(), entry.id()), new Outcome.Stored(entry.seq(), entry.at()), digest, reply);
    }

    void burn(Key key, Consumer<Outcome> reply) {
        burnt.add(new Append.Burnt(key.sender(), key.id()));
        put(key, new Outcome.Withdrawn(), "", reply);
    }

    private void put(Key key, Outcome onSuccess, String digest, Consumer<Outcome> reply) {
        var replies = new ArrayList<Consumer<Outcome>>(1);
        replies.add(reply);
        slots.put(key, new Slot(onSuccess, digest, replies));
    }

    boolean contains(Key key) {
        return slots.containsKey(key);
    }

    boolean isBurning(Key key) {
        var slot = slots.get(key);
        return slot != null && slot.onSuccess() instanceof Outcome.Withdrawn;
    }

    boolean hasOtherBytes(Key key, String digest) {
        var slot = slots.get(key);
        return slot != null && !slot.digest().equals(digest);
    }

    /// The same id again while it is on its way: it gets the same answer at the same time.
    void alsoTell(Key key, Consumer<Outcome> reply) {
        var slot = slots.get(key);
        if (slot == null) {
            throw new IllegalStateException("nothing pending under " + key);
        }
        slot.replies().add(reply);
    }

    long versionOr(String register, long otherwise) {
        return registers.getOrDefault(register, otherwise);
    }

    Append asAppend(ConversationId conversation, long expectedHead, ConversationState state) {
        return new Append(conversation, expectedHead, entries, burnt, state, touched());
    }

    Touched touched() {
        return new Touched(people, facts);
    }

    void succeed() {
        slots.values().forEach(slot -> slot.replies().forEach(reply -> reply.accept(slot.onSuccess())));
    }

    void refuse(Outcome.Refused refusal) {
        slots.values().forEach(slot -> slot.replies().forEach(reply -> reply.accept(refusal)));
    }
}
