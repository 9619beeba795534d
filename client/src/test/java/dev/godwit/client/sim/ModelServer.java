package dev.godwit.client.sim;

import dev.godwit.protocol.Body;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.StateDigest;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// What docs/protocol.md says of a server, in memory and as short as it can be said. One thread.
public final class ModelServer {
    private record Name(UserId sender, ClientMessageId id) {}

    private static final class Log {
        final List<UserId> members;
        final List<Entry> entries = new ArrayList<>();
        final Map<Name, Entry> names = new HashMap<>();
        final Set<Name> burnt = new HashSet<>();
        final Map<UserId, Cursor> cursors = new TreeMap<>();
        long changed;

        Log(List<UserId> members) {
            this.members = members;
        }

        Log copy() {
            var copy = new Log(members);
            copy.entries.addAll(entries);
            copy.names.putAll(names);
            copy.burnt.addAll(burnt);
            copy.cursors.putAll(cursors);
            copy.changed = changed;
            return copy;
        }
    }

    /// One connection. Frames for the client go to `out`, in order.
    public final class Session {
        private final UserId user;
        private final DeviceId device;
        private final Consumer<ServerFrame> out;

        Session(UserId user, DeviceId device, Consumer<ServerFrame> out) {
            this.user = user;
            this.device = device;
            this.out = out;
        }

        public void close() {
            sessions.remove(this);
        }

        public void receive(ClientFrame frame) {
            switch (frame) {
                case ClientFrame.Hello hello -> {
                    sessions.add(this);
                    out.accept(new ServerFrame.Welcome(epoch, user, device, time.getAsLong(), window));
                    hello.receipts().forEach(own -> receipt(this, own));
                    changes(this, hello.epoch().equals(Optional.of(epoch)) ? hello.mark() : Optional.empty(), true);
                }
                case ClientFrame.Send send -> send(this, send);
                case ClientFrame.Cancel cancel -> cancel(this, cancel);
                case ClientFrame.Sync sync -> page(this, sync);
                case ClientFrame.Receipts receipts -> receipts.cursors().forEach(own -> receipt(this, own));
                case ClientFrame.Watch watch -> {}
                case ClientFrame.Presence presence -> {}
                case ClientFrame.Typing typing -> {}
                case ClientFrame.Members members -> {}
                case ClientFrame.Check check ->
                    changes(this, check.mark(), check.mark().isPresent());
            }
        }
    }

    private final Map<ConversationId, Log> logs = new TreeMap<>();
    private final List<Session> sessions = new ArrayList<>();
    private final LongSupplier time;
    private String epoch = "e1";
    private int epochs = 1;
    private long clock;
    private int window = 8;
    /// Decides which sends are refused for now, and how.
    private Function<ClientFrame.Send, Optional<Code>> refusals = send -> Optional.empty();

    public ModelServer(LongSupplier time) {
        this.time = time;
    }

    public Session connect(UserId user, DeviceId device, Consumer<ServerFrame> out) {
        return new Session(user, device, out);
    }

    public void refuse(Function<ClientFrame.Send, Optional<Code>> rule) {
        refusals = rule;
    }

    public void window(int size) {
        window = size;
    }

    /// A copy of the store, as an operator would keep one.
    public Map<ConversationId, Object> backup() {
        var copy = new TreeMap<ConversationId, Object>();
        logs.forEach((id, log) -> copy.put(id, log.copy()));
        return copy;
    }

    /// All sessions must have been closed.
    public void restore(Map<ConversationId, Object> backup) {
        logs.clear();
        backup.forEach((id, log) -> logs.put(id, ((Log) log).copy()));
        epoch = "e" + ++epochs;
    }

    public List<Entry> log(ConversationId conversation) {
        Log log = logs.get(conversation);
        return log == null ? List.of() : List.copyOf(log.entries);
    }

    public Set<ConversationId> conversations() {
        return Set.copyOf(logs.keySet());
    }

    public Cursor cursor(ConversationId conversation, UserId user) {
        Log log = logs.get(conversation);
        return log == null ? Cursor.NONE : log.cursors.getOrDefault(user, Cursor.NONE);
    }

    private Optional<Log> open(UserId user, ConversationId id, Optional<UserId> with) {
        Log log = logs.get(id);
        if (log != null) {
            return log.members.contains(user) ? Optional.of(log) : Optional.empty();
        }
        if (id.type() != ConversationType.DIRECT
                || with.isEmpty()
                || !ConversationId.direct(user, with.get()).equals(id)) {
            return Optional.empty();
        }
        return Optional.of(new Log(
                user.equals(with.get())
                        ? List.of(user)
                        : List.of(user, with.get()).stream().sorted().toList()));
    }

    private void send(Session from, ClientFrame.Send send) {
        Optional<Log> found = open(from.user, send.conversation(), send.with());
        if (found.isEmpty()) {
            refuse(from, send, Code.NO_CONVERSATION);
            return;
        }
        Log log = found.get();
        var name = new Name(from.user, send.id());
        Entry known = log.names.get(name);
        if (known != null) {
            if (known.content().digest().equals(send.content().digest())) {
                from.out.accept(new ServerFrame.Sent(send.conversation(), send.id(), known.seq(), known.at()));
            } else {
                refuse(from, send, Code.ID_REUSED);
            }
            return;
        }
        if (log.burnt.contains(name)) {
            refuse(from, send, Code.CANCELLED);
            return;
        }
        if (send.after().isPresent()) {
            var before = new Name(from.user, send.after().get());
            if (!log.names.containsKey(before) && !log.burnt.contains(before)) {
                refuse(from, send, Code.AFTER_PENDING);
                return;
            }
        }
        Optional<Code> wanted = refusals.apply(send);
        if (wanted.isPresent()) {
            refuse(from, send, wanted.get());
            return;
        }
        if (breaksItsKind(from, log, send.content())) {
            refuse(from, send, Code.BAD_CONTENT);
            return;
        }
        logs.put(send.conversation(), log);
        if (log.entries.isEmpty()) {
            Entry create = append(
                    log,
                    from,
                    new ClientMessageId(Kinds.CREATE),
                    new Content(
                            Kinds.CREATE,
                            OptionalLong.empty(),
                            List.of(),
                            List.of(),
                            Optional.empty(),
                            new Body("application/vnd.godwit.create+json", "{}")));
            push(Optional.empty(), send.conversation(), log, create);
        }
        Entry entry = append(log, from, send.id(), send.content());
        from.out.accept(new ServerFrame.Sent(send.conversation(), send.id(), entry.seq(), entry.at()));
        push(Optional.of(from), send.conversation(), log, entry);
    }

    private static boolean breaksItsKind(Session from, Log log, Content content) {
        boolean about = content.kind().equals(Kinds.EDIT) || content.kind().equals(Kinds.DELETE);
        if (!about) {
            return false;
        }
        long target = content.target().orElse(0);
        if (target < 1 || target > log.entries.size()) {
            return true;
        }
        Entry entry = log.entries.get((int) target - 1);
        return !entry.content().kind().equals(Kinds.MESSAGE) || !entry.from().equals(from.user);
    }

    private Entry append(Log log, Session from, ClientMessageId id, Content content) {
        var entry = new Entry(log.entries.size() + 1L, time.getAsLong(), from.user, from.device, id, content);
        log.entries.add(entry);
        log.names.put(new Name(from.user, id), entry);
        log.changed = ++clock;
        return entry;
    }

    private void push(Optional<Session> except, ConversationId id, Log log, Entry entry) {
        for (Session session : List.copyOf(sessions)) {
            if (log.members.contains(session.user) && !Optional.of(session).equals(except)) {
                session.out.accept(new ServerFrame.Pushed(id, entry));
            }
        }
    }

    private static void refuse(Session from, ClientFrame.Send send, Code code) {
        from.out.accept(new ServerFrame.Refused(
                send.conversation(),
                send.id(),
                code,
                "Refused.",
                code == Code.THROTTLED ? OptionalLong.of(300) : OptionalLong.empty(),
                OptionalLong.empty()));
    }

    private void cancel(Session from, ClientFrame.Cancel cancel) {
        Optional<Log> found = open(from.user, cancel.conversation(), cancel.with());
        if (found.isEmpty()) {
            from.out.accept(new ServerFrame.Refused(
                    cancel.conversation(),
                    cancel.id(),
                    Code.NO_CONVERSATION,
                    "Refused.",
                    OptionalLong.empty(),
                    OptionalLong.empty()));
            return;
        }
        Log log = found.get();
        var name = new Name(from.user, cancel.id());
        Entry known = log.names.get(name);
        if (known != null) {
            from.out.accept(new ServerFrame.Sent(cancel.conversation(), cancel.id(), known.seq(), known.at()));
        } else {
            logs.put(cancel.conversation(), log);
            log.burnt.add(name);
            from.out.accept(new ServerFrame.Cancelled(cancel.conversation(), cancel.id()));
        }
    }

    private void page(Session to, ClientFrame.Sync sync) {
        Log log = logs.get(sync.conversation());
        if (log == null || !log.members.contains(to.user)) {
            to.out.accept(new ServerFrame.Failure(Code.NO_CONVERSATION, "No.", "No.", OptionalLong.of(sync.rid())));
            return;
        }
        boolean after = sync.direction() == ClientFrame.Direction.AFTER;
        List<Item> all = new ArrayList<>(log.entries.stream()
                .filter(entry -> after ? entry.seq() > sync.seq() : entry.seq() < sync.seq())
                .toList());
        if (!after) {
            all.sort(Comparator.comparingLong(Item::first).reversed());
        }
        int limit = Math.min(sync.limit(), 5);
        to.out.accept(new ServerFrame.Page(
                sync.rid(),
                sync.conversation(),
                all.subList(0, Math.min(limit, all.size())),
                log.entries.size(),
                all.size() > limit));
    }

    private void receipt(Session from, ClientFrame.OwnCursor own) {
        Log log = logs.get(own.conversation());
        if (log == null || !log.members.contains(from.user)) {
            return;
        }
        long head = log.entries.size();
        var capped = new Cursor(
                Math.min(own.cursor().delivered(), head), Math.min(own.cursor().read(), head));
        Cursor before = log.cursors.getOrDefault(from.user, Cursor.NONE);
        Cursor after = before.max(capped);
        if (after.equals(before)) {
            return;
        }
        log.cursors.put(from.user, after);
        log.changed = ++clock;
        for (Session session : List.copyOf(sessions)) {
            if (log.members.contains(session.user) && !session.equals(from)) {
                session.out.accept(new ServerFrame.Receipt(own.conversation(), from.user, after));
            }
        }
    }

    private void changes(Session to, Optional<String> mark, boolean withItems) {
        long since = mark.map(Long::parseLong).orElse(-1L);
        var changes = new ArrayList<ServerFrame.Change>();
        StateDigest digest = StateDigest.EMPTY;
        for (var each : logs.entrySet()) {
            Log log = each.getValue();
            if (!log.members.contains(to.user) || log.entries.isEmpty()) {
                continue;
            }
            int head = log.entries.size();
            digest = digest.with(each.getKey(), head);
            if (log.changed > since) {
                var cursors = new ArrayList<ServerFrame.MemberCursor>();
                log.cursors.forEach((user, cursor) -> cursors.add(new ServerFrame.MemberCursor(user, cursor)));
                List<Entry> newest = withItems ? log.entries.subList(Math.max(0, head - 3), head) : List.of();
                changes.add(new ServerFrame.Change(each.getKey(), log.members, head, cursors, List.copyOf(newest)));
            }
        }
        if (!changes.isEmpty()) {
            to.out.accept(new ServerFrame.Changes(changes));
        }
        to.out.accept(new ServerFrame.Current(Long.toString(clock), digest.toString()));
    }
}
