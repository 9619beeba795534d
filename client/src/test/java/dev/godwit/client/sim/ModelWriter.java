package dev.godwit.client.sim;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.Body;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Expect;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// Decides about each send and cancel, and writes what it takes.
final class ModelWriter {
    /// @param stored what others are to be told
    record Outcome(ServerFrame answer, Optional<ModelLog> log, List<Entry> stored) {}

    final Map<ConversationId, ModelLog> logs = new TreeMap<>();
    private final LongSupplier time;
    private long clock;
    /// Decides which sends are refused for now, and how.
    private Function<ClientFrame.Send, Optional<Code>> refusals = send -> Optional.empty();

    ModelWriter(LongSupplier time) {
        this.time = time;
    }

    void refuse(Function<ClientFrame.Send, Optional<Code>> rule) {
        refusals = rule;
    }

    /// Counts everything that happens.
    long clock() {
        return clock;
    }

    long tick() {
        return ++clock;
    }

    /// What there is of it, or the empty log of what is not begun yet. Of a group also for who has no part in it.
    private Optional<ModelLog> open(UserId user, ConversationId id, Optional<UserId> with) {
        ModelLog log = logs.get(id);
        if (log != null) {
            return log.wasMember(user) || id.type() == ConversationType.GROUP ? Optional.of(log) : Optional.empty();
        }
        Optional<List<UserId>> people = switch (id.type()) {
            case DIRECT ->
                with.filter(other -> ConversationId.direct(user, other).equals(id))
                        .map(other -> Stream.of(user, other).distinct().sorted().toList());
            case ACCOUNT -> ConversationId.account(user).equals(id) ? Optional.of(List.of(user)) : Optional.empty();
            case GROUP -> Optional.of(List.of());
        };
        return people.map(fixed -> new ModelLog(id, fixed));
    }

    Outcome send(UserId from, DeviceId device, ClientFrame.Send send) {
        ConversationId id = send.conversation();
        Optional<GroupChange> change = change(send.content());
        Optional<ModelLog> found = open(from, id, send.with());
        if (found.isEmpty()) {
            return refused(send, Code.NO_CONVERSATION);
        }
        ModelLog log = found.get();
        Optional<Entry> known = log.named(from, send.id());
        if (known.isPresent()) {
            return known.get().content().digest().equals(send.content().digest())
                    ? new Outcome(sent(id, known.get()), found, List.of())
                    : refused(send, Code.ID_REUSED);
        }
        Optional<Code> refusal = refusal(from, log, send, change);
        if (refusal.isPresent()) {
            return refused(send, refusal.get());
        }
        return stored(from, device, send, change, log);
    }

    private Outcome stored(
            UserId from, DeviceId device, ClientFrame.Send send, Optional<GroupChange> change, ModelLog log) {
        logs.put(log.id, log);
        var stored = new ArrayList<Entry>();
        if (log.entries.isEmpty() && !log.fixed.isEmpty()) {
            var body = new Body("application/vnd.godwit.create+json", "{}");
            var create = new Content(Kinds.CREATE, OptionalLong.empty(), List.of(), List.of(), Optional.empty(), body);
            stored.add(append(log, from, device, new ClientMessageId(Kinds.CREATE), create));
        }
        Entry entry = append(log, from, device, send.id(), send.content());
        stored.add(entry);
        Optional<UserId> heir = change.flatMap(c -> log.group.applied(log, entry.seq(), from, c));
        log.touched(tick(), entry.seq());
        if (heir.isPresent()) {
            var inherits = new GroupChange.Inherit(heir.get());
            var id = new ClientMessageId("inherit" + log.entries.size());
            Entry behind = append(log, from, device, id, GroupChangeCodec.write(inherits));
            log.group.applied(log, behind.seq(), from, inherits);
            stored.add(behind);
        }
        return new Outcome(sent(log.id, entry), Optional.of(log), stored);
    }

    private Entry append(ModelLog log, UserId from, DeviceId device, ClientMessageId id, Content content) {
        Entry entry = log.append(time.getAsLong(), from, device, id, content);
        log.touched(tick(), entry.seq());
        return entry;
    }

    private static boolean creates(UserId user, ConversationId id, GroupChange change) {
        return change instanceof GroupChange.Create create
                && ConversationId.group(user, create.nonce()).equals(id);
    }

    private static Optional<GroupChange> change(Content content) {
        try {
            return GroupChangeCodec.read(content);
        } catch (BadFrameException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Code> refusal(UserId from, ModelLog log, ClientFrame.Send send, Optional<GroupChange> change) {
        if (log.burnt.contains(new ModelLog.Name(from, send.id()))) {
            return Optional.of(Code.CANCELLED);
        }
        Optional<Code> wanted = refusals.apply(send);
        if (wanted.isPresent()) {
            return wanted;
        }
        boolean begins = log.entries.isEmpty()
                && change.filter(c -> creates(from, log.id, c)).isPresent();
        boolean comesIn = change.isPresent()
                && change.get() instanceof GroupChange.Join join
                && log.group.letsIn(from, join.code());
        if (!log.isMember(from) && !begins && !comesIn) {
            return Optional.of(outside(log, from));
        }
        if (send.after().isPresent() && !log.decided(from, send.after().get())) {
            return Optional.of(Code.AFTER_PENDING);
        }
        if (!log.isMember(from)) {
            return Optional.empty();
        }
        if (breaksItsKind(from, log, send.content())) {
            return Optional.of(Code.BAD_CONTENT);
        }
        Optional<Long> version = send.content().expect().map(Expect::version);
        return change.flatMap(c -> log.group.refuses(from, c, version));
    }

    private static Code outside(ModelLog log, UserId user) {
        return log.wasMember(user) ? Code.NOT_A_MEMBER : Code.NO_CONVERSATION;
    }

    private static boolean breaksItsKind(UserId from, ModelLog log, Content content) {
        boolean about = content.kind().equals(Kinds.EDIT) || content.kind().equals(Kinds.DELETE);
        if (!about) {
            return false;
        }
        long target = content.target().orElse(0);
        if (target < 1 || target > log.entries.size()) {
            return true;
        }
        Entry entry = log.entries.get((int) target - 1);
        return !entry.content().kind().equals(Kinds.MESSAGE) || !entry.from().equals(from);
    }

    Outcome cancel(UserId from, ClientFrame.Cancel cancel) {
        ConversationId id = cancel.conversation();
        Optional<ModelLog> found = open(from, id, cancel.with());
        Optional<Entry> known = found.flatMap(log -> log.named(from, cancel.id()));
        if (known.isPresent()) {
            return new Outcome(sent(id, known.get()), found, List.of());
        }
        // In a group anybody may take back what they tried, in it or not.
        if (found.isEmpty()) {
            return refused(id, cancel.id(), Code.NO_CONVERSATION);
        }
        logs.put(id, found.get());
        found.get().burnt.add(new ModelLog.Name(from, cancel.id()));
        return new Outcome(new ServerFrame.Cancelled(id, cancel.id()), found, List.of());
    }

    private static ServerFrame sent(ConversationId id, Entry entry) {
        return new ServerFrame.Sent(id, entry.id(), entry.seq(), entry.at());
    }

    private Outcome refused(ClientFrame.Send send, Code code) {
        return refused(send.conversation(), send.id(), code);
    }

    private Outcome refused(ConversationId id, ClientMessageId name, Code code) {
        ModelLog log = logs.get(id);
        var answer = new ServerFrame.Refused(
                id,
                name,
                code,
                "Refused.",
                code == Code.THROTTLED ? OptionalLong.of(300) : OptionalLong.empty(),
                code == Code.STALE && log != null ? OptionalLong.of(log.group.titleVersion()) : OptionalLong.empty());
        return new Outcome(answer, Optional.ofNullable(log), List.of());
    }
}
