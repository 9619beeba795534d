package dev.godwit.client.traces;

import dev.godwit.client.core.Action;
import dev.godwit.client.core.Effects;
import dev.godwit.client.core.Event;
import dev.godwit.client.core.LocalChanges;
import dev.godwit.client.core.LocalEntry;
import dev.godwit.client.core.OutboxRow;
import dev.godwit.client.core.Person;
import dev.godwit.client.core.Snapshot;
import dev.godwit.client.core.Status;
import dev.godwit.client.core.StoreOp;
import dev.godwit.client.core.Surroundings;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Events, effects and snapshots as JSON; see [TracesTest] for its form.
///
/// Every record is taken apart by a pattern with all its components: a new one does not compile here before
/// somebody has said how it is written.
final class TraceJson {
    private final JsonGenerator json;

    TraceJson(JsonGenerator json) {
        this.json = json;
    }

    void snapshot(Snapshot snapshot) {
        switch (snapshot) {
            case Snapshot(
                    UserId me,
                    Optional<String> epoch,
                    long epochNo,
                    Optional<String> mark,
                    List<Snapshot.Conversation> conversations,
                    Set<UserId> named,
                    Set<UserId> nameless,
                    LocalChanges local) -> {
                json.writeStartObject();
                text("me", me);
                text("epoch", epoch);
                number("epochNo", epochNo);
                text("mark", mark);
                list("conversations", conversations, this::conversation);
                // Two sets of which only the second has an order that means something.
                texts("named", named.stream().sorted().toList());
                texts("nameless", nameless);
                json.writeName("local");
                changes(local);
                json.writeEndObject();
            }
        }
    }

    private void conversation(Snapshot.Conversation conversation) {
        switch (conversation) {
            case Snapshot.Conversation(
                    ConversationId id,
                    List<UserId> members,
                    long head,
                    var covered,
                    long trusted,
                    Cursor own,
                    Cursor confirmed,
                    boolean large) -> {
                json.writeStartObject();
                text("id", id);
                texts("members", members);
                number("head", head);
                text("covered", covered);
                number("trusted", trusted);
                cursor("own", own);
                cursor("confirmed", confirmed);
                flag("large", large);
                json.writeEndObject();
            }
        }
    }

    private void changes(LocalChanges changes) {
        switch (changes) {
            case LocalChanges(
                    List<OutboxRow> rows,
                    Set<ConversationId> truncated,
                    Map<ConversationId, Long> seen,
                    boolean busy) -> {
                json.writeStartObject();
                list("rows", rows, this::row);
                texts("truncated", truncated.stream().sorted().toList());
                list("seen", seen.entrySet(), pair -> {
                    json.writeStartArray();
                    json.writeString(pair.getKey().value());
                    json.writeNumber(pair.getValue());
                    json.writeEndArray();
                });
                flag("busy", busy);
                json.writeEndObject();
            }
        }
    }

    private void row(OutboxRow row) {
        json.writeStartObject();
        switch (row) {
            case OutboxRow.Send(
                    long key,
                    long rev,
                    int attempts,
                    ConversationId conversation,
                    Optional<UserId> with,
                    ClientMessageId id,
                    var content,
                    boolean maybeSent,
                    boolean displaced) -> {
                text("type", "send");
                queued(key, rev, attempts, conversation, with, id);
                raw("content", WireForm.of(content));
                flag("maybeSent", maybeSent);
                flag("displaced", displaced);
            }
            case OutboxRow.Cancel(
                    long key,
                    long rev,
                    int attempts,
                    ConversationId conversation,
                    Optional<UserId> with,
                    ClientMessageId id) -> {
                text("type", "cancel");
                queued(key, rev, attempts, conversation, with, id);
            }
            case OutboxRow.Lookup(long key, long rev, int attempts, String name) -> {
                text("type", "lookup");
                number("key", key);
                number("rev", rev);
                number("attempts", attempts);
                text("name", name);
            }
        }
        json.writeEndObject();
    }

    private void queued(
            long key, long rev, int attempts, ConversationId conversation, Optional<UserId> with, ClientMessageId id) {
        number("key", key);
        number("rev", rev);
        number("attempts", attempts);
        text("conversation", conversation);
        text("with", with);
        text("id", id);
    }

    void event(Event event) {
        json.writeStartObject();
        switch (event) {
            case Event.Started(long now) -> at("started", now);
            case Event.Changed(long now, LocalChanges changes) -> {
                at("changed", now);
                json.writeName("changes");
                changes(changes);
            }
            case Event.Opened(long now) -> at("opened", now);
            case Event.Closed(long now, boolean unauthorized, String reason) -> {
                at("closed", now);
                flag("unauthorized", unauthorized);
                text("reason", reason);
            }
            case Event.Received(long now, var frame) -> {
                at("received", now);
                raw("frame", WireForm.of(frame));
            }
            case Event.Tick(long now) -> at("tick", now);
            case Event.TryNow(long now) -> at("tryNow", now);
            case Event.Finish(long now) -> at("finish", now);
            case Event.WatchWanted(long now, List<ConversationId> conversations, List<UserId> users) -> {
                at("watchWanted", now);
                texts("conversations", conversations);
                texts("users", users);
            }
            case Event.Active(long now) -> at("active", now);
            case Event.Typed(long now, ConversationId conversation) -> {
                at("typed", now);
                text("conversation", conversation);
            }
            case Event.WantMembers(long now, ConversationId conversation) -> {
                at("wantMembers", now);
                text("conversation", conversation);
            }
            case Event.Leaving(long now) -> at("leaving", now);
            case Event.LookedUp(long now, long row, Optional<Person> person) -> {
                at("lookedUp", now);
                number("row", row);
                person.ifPresent(known -> {
                    json.writeName("person");
                    person(known);
                });
            }
            case Event.LookupFailed(long now, long row) -> {
                at("lookupFailed", now);
                number("row", row);
            }
            case Event.Described(long now, List<UserId> asked, List<Person> found) -> {
                at("described", now);
                texts("asked", asked);
                list("found", found, this::person);
            }
            case Event.LocalEntries(long now, ConversationId conversation, List<LocalEntry> entries) -> {
                at("localEntries", now);
                text("conversation", conversation);
                list("entries", entries, this::local);
            }
        }
        json.writeEndObject();
    }

    private void at(String type, long now) {
        text("type", type);
        number("now", now);
    }

    private void person(Person person) {
        switch (person) {
            case Person(UserId id, String name) -> {
                json.writeStartObject();
                text("id", id);
                text("name", name);
                json.writeEndObject();
            }
        }
    }

    private void local(LocalEntry entry) {
        switch (entry) {
            case LocalEntry(long seq, long at, UserId sender, ClientMessageId id, long epoch) -> {
                json.writeStartObject();
                number("seq", seq);
                number("at", at);
                text("sender", sender);
                text("id", id);
                number("epoch", epoch);
                json.writeEndObject();
            }
        }
    }

    void effects(Effects effects) {
        switch (effects) {
            case Effects(List<StoreOp> ops, List<Action> actions, OptionalLong wakeAt) -> {
                json.writeStartObject();
                list("ops", ops, this::op);
                list("actions", actions, this::action);
                number("wakeAt", wakeAt);
                json.writeEndObject();
            }
        }
    }

    private void op(StoreOp op) {
        json.writeStartObject();
        switch (op) {
            case StoreOp.BeginEpoch(String epoch) -> {
                text("type", "beginEpoch");
                text("epoch", epoch);
            }
            case StoreOp.SetMark(String mark) -> {
                text("type", "setMark");
                text("mark", mark);
            }
            case StoreOp.ServerTime(long at) -> {
                text("type", "serverTime");
                number("at", at);
            }
            case StoreOp.SetMembers(ConversationId conversation, List<UserId> members) -> {
                in("setMembers", conversation);
                texts("members", members);
            }
            case StoreOp.SetGroup(ConversationId conversation, var group) -> {
                in("setGroup", conversation);
                raw("group", WireForm.of(group));
            }
            case StoreOp.PutMembers(ConversationId conversation, var members, int count) -> {
                in("putMembers", conversation);
                raw("members", WireForm.ofMembers(members));
                number("count", count);
            }
            case StoreOp.SetReaders(ConversationId conversation, var readers) -> {
                in("setReaders", conversation);
                raw("readers", WireForm.ofReaders(readers));
            }
            case StoreOp.Strangers(boolean allowed) -> {
                text("type", "strangers");
                flag("allowed", allowed);
            }
            case StoreOp.SetCoverage(ConversationId conversation, long head, String covered) -> {
                in("setCoverage", conversation);
                number("head", head);
                text("covered", covered);
            }
            case StoreOp.PutEntries(ConversationId conversation, var entries) -> {
                in("putEntries", conversation);
                list("entries", entries, entry -> json.writeRawValue(WireForm.of(entry)));
            }
            case StoreOp.Confirm(ConversationId conversation, ClientMessageId id, long seq, long at) -> {
                in("confirm", conversation);
                text("id", id);
                number("seq", seq);
                number("at", at);
            }
            case StoreOp.Burnt(ConversationId conversation, ClientMessageId id) -> {
                in("burnt", conversation);
                text("id", id);
            }
            case StoreOp.MarkSent(long row, long rev) -> of("markSent", row, rev);
            case StoreOp.Withdrawn(long row, long rev) -> of("withdrawn", row, rev);
            case StoreOp.Fail(long row, long rev, String code, String reason, OptionalLong version) -> {
                of("fail", row, rev);
                text("code", code);
                text("reason", reason);
                number("version", version);
            }
            case StoreOp.Postpone(long row, long rev, int attempts, long delay) -> {
                of("postpone", row, rev);
                number("attempts", attempts);
                number("delay", delay);
            }
            case StoreOp.SetCursor(ConversationId conversation, UserId user, Cursor cursor) -> {
                in("setCursor", conversation);
                text("user", user);
                cursor("cursor", cursor);
            }
            case StoreOp.SetSeen(ConversationId conversation, long seq) -> {
                in("setSeen", conversation);
                number("seq", seq);
            }
            case StoreOp.ConfirmCursor(ConversationId conversation, Cursor cursor) -> {
                in("confirmCursor", conversation);
                cursor("cursor", cursor);
            }
            case StoreOp.Resolve(long row, Person person) -> {
                text("type", "resolve");
                number("row", row);
                json.writeName("person");
                person(person);
            }
            case StoreOp.UnknownName(long row, String reason) -> {
                text("type", "unknownName");
                number("row", row);
                text("reason", reason);
            }
            case StoreOp.Lock() -> text("type", "lock");
            case StoreOp.PutNames(List<Person> persons) -> {
                text("type", "putNames");
                list("persons", persons, this::person);
            }
            case StoreOp.Displace(ConversationId conversation, List<Long> seqs) -> {
                in("displace", conversation);
                list("seqs", seqs, json::writeNumber);
            }
            case StoreOp.Verified(ConversationId conversation, long upTo) -> {
                in("verified", conversation);
                number("upTo", upTo);
            }
        }
        json.writeEndObject();
    }

    private void in(String type, ConversationId conversation) {
        text("type", type);
        text("conversation", conversation);
    }

    private void of(String type, long row, long rev) {
        text("type", type);
        number("row", row);
        number("rev", rev);
    }

    private void action(Action action) {
        json.writeStartObject();
        switch (action) {
            case Action.Connect() -> text("type", "connect");
            case Action.Disconnect(String reason) -> {
                text("type", "disconnect");
                text("reason", reason);
            }
            case Action.SendFrame(var frame) -> {
                text("type", "sendFrame");
                raw("frame", WireForm.of(frame));
            }
            case Action.LookUp(long row, String name) -> {
                text("type", "lookUp");
                number("row", row);
                text("name", name);
            }
            case Action.Describe(List<UserId> users) -> {
                text("type", "describe");
                texts("users", users);
            }
            case Action.ReadLocal(ConversationId conversation, long from, long to) -> {
                in("readLocal", conversation);
                number("from", from);
                number("to", to);
            }
            case Action.ReadOutbox() -> text("type", "readOutbox");
            case Action.Tell(Surroundings surroundings) -> {
                text("type", "tell");
                json.writeName("surroundings");
                surroundings(surroundings);
            }
            case Action.Notify(Status status) -> {
                text("type", "notify");
                json.writeName("status");
                status(status);
            }
        }
        json.writeEndObject();
    }

    private void surroundings(Surroundings surroundings) {
        switch (surroundings) {
            case Surroundings(var presences, var typing, var counts) -> {
                json.writeStartObject();
                map("presences", presences, presence -> json.writeRawValue(WireForm.of(presence)));
                map("typing", typing, writers -> {
                    json.writeStartArray();
                    writers.forEach(writer -> json.writeString(writer.value()));
                    json.writeEndArray();
                });
                map("counts", counts, this::counts);
                json.writeEndObject();
            }
        }
    }

    private void counts(Surroundings.Counts counts) {
        switch (counts) {
            case Surroundings.Counts(int members, int online) -> {
                json.writeStartObject();
                number("members", members);
                number("online", online);
                json.writeEndObject();
            }
        }
    }

    private void status(Status status) {
        switch (status) {
            case Status(Status.Phase phase, boolean caughtUp, boolean settled) -> {
                json.writeStartObject();
                json.writeName("phase");
                phase(phase);
                flag("caughtUp", caughtUp);
                flag("settled", settled);
                json.writeEndObject();
            }
        }
    }

    private void phase(Status.Phase phase) {
        json.writeStartObject();
        switch (phase) {
            case Status.Idle() -> text("type", "idle");
            case Status.Connecting() -> text("type", "connecting");
            case Status.Online() -> text("type", "online");
            case Status.Waiting(long at, String reason) -> {
                text("type", "waiting");
                number("at", at);
                text("reason", reason);
            }
            case Status.SignedOut(String reason) -> {
                text("type", "signedOut");
                text("reason", reason);
            }
        }
        json.writeEndObject();
    }

    private void cursor(String name, Cursor cursor) {
        switch (cursor) {
            case Cursor(long delivered, long read) -> {
                json.writeName(name);
                json.writeStartObject();
                number("delivered", delivered);
                number("read", read);
                json.writeEndObject();
            }
        }
    }

    /// Ids, ranges and names: all say what they are in `toString`.
    private void text(String name, Object value) {
        json.writeStringProperty(name, value.toString());
    }

    private void text(String name, Optional<?> value) {
        value.ifPresent(there -> text(name, there));
    }

    private void number(String name, long value) {
        json.writeNumberProperty(name, value);
    }

    private void number(String name, OptionalLong value) {
        value.ifPresent(there -> number(name, there));
    }

    private void flag(String name, boolean value) {
        json.writeBooleanProperty(name, value);
    }

    private void raw(String name, String value) {
        json.writeName(name);
        json.writeRawValue(value);
    }

    private void texts(String name, Collection<?> values) {
        list(name, values, value -> json.writeString(value.toString()));
    }

    private <T> void list(String name, Collection<T> values, Consumer<T> write) {
        json.writeName(name);
        json.writeStartArray();
        values.forEach(write);
        json.writeEndArray();
    }

    private <K, V> void map(String name, Map<K, V> values, Consumer<V> write) {
        json.writeName(name);
        json.writeStartObject();
        values.forEach((key, value) -> {
            json.writeName(key.toString());
            write.accept(value);
        });
        json.writeEndObject();
    }
}
