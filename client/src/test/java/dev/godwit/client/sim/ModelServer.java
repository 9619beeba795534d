package dev.godwit.client.sim;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.StateDigest;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.Comparator;
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
    /// One connection. Frames for the client go to `out`, in order.
    public final class Session {
        private final UserId user;
        private final DeviceId device;
        private final Consumer<ServerFrame> out;
        private ClientFrame.Watch watching = new ClientFrame.Watch(List.of(), List.of());

        Session(UserId user, DeviceId device, Consumer<ServerFrame> out) {
            this.user = user;
            this.device = device;
            this.out = out;
        }

        public void close() {
            sessions.remove(this);
            if (sessions.stream().noneMatch(session -> session.user.equals(user))) {
                present(user, PresenceState.OFFLINE);
            }
        }

        public void receive(ClientFrame frame) {
            switch (frame) {
                case ClientFrame.Hello hello -> {
                    sessions.add(this);
                    out.accept(new ServerFrame.Welcome(
                            epoch,
                            user,
                            device,
                            time.getAsLong(),
                            window,
                            false,
                            List.of(ServerFrame.Welcome.GROUPS, ServerFrame.Welcome.PRESENCE)));
                    hello.receipts().forEach(own -> receipt(this, own));
                    changes(this, hello.epoch().equals(Optional.of(epoch)) ? hello.mark() : Optional.empty(), true);
                }
                case ClientFrame.Send send -> answer(this, writer.send(user, device, send));
                case ClientFrame.Cancel cancel -> answer(this, writer.cancel(user, cancel));
                case ClientFrame.Sync sync -> page(this, sync);
                case ClientFrame.Receipts receipts -> receipts.cursors().forEach(own -> receipt(this, own));
                case ClientFrame.Watch watch -> {
                    watching = watch;
                    out.accept(presence.of(watch.users()));
                }
                case ClientFrame.Presence said -> present(user, said.state());
                case ClientFrame.Typing typing -> typing(this, typing);
                case ClientFrame.Members members -> {}
                case ClientFrame.Check check ->
                    changes(this, check.mark(), check.mark().isPresent());
            }
        }
    }

    private final ModelWriter writer;
    private final Map<ConversationId, ModelLog> logs;
    private final List<Session> sessions = new ArrayList<>();
    private final LongSupplier time;
    private String epoch = "e1";
    private int epochs = 1;
    private final ModelPresence presence = new ModelPresence();
    private int window = 8;
    private int pageSize = 5;
    private int newestItems = 3;
    private int pages;

    public ModelServer(LongSupplier time) {
        this.time = time;
        this.writer = new ModelWriter(time);
        this.logs = writer.logs;
    }

    public Session connect(UserId user, DeviceId device, Consumer<ServerFrame> out) {
        return new Session(user, device, out);
    }

    public void refuse(Function<ClientFrame.Send, Optional<Code>> rule) {
        writer.refuse(rule);
    }

    public void window(int size) {
        window = size;
    }

    /// @param page   items of a page
    /// @param newest items of each conversation in `changes`
    public void sizes(int page, int newest) {
        pageSize = page;
        newestItems = newest;
    }

    /// As over HTTP.
    public ServerFrame.Presences presences(List<UserId> users) {
        return presence.of(users);
    }

    /// How many pages were asked for so far.
    public int pages() {
        return pages;
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
        backup.forEach((id, log) -> logs.put(id, ((ModelLog) log).copy()));
        epoch = "e" + ++epochs;
    }

    public List<Entry> log(ConversationId conversation) {
        ModelLog log = logs.get(conversation);
        return log == null ? List.of() : List.copyOf(log.entries);
    }

    /// Of a group, by user.
    public Map<UserId, Role> members(ConversationId conversation) {
        ModelLog log = logs.get(conversation);
        return log == null ? Map.of() : new TreeMap<>(log.group.members());
    }

    public String title(ConversationId conversation) {
        ModelLog log = logs.get(conversation);
        return log == null ? "" : log.group.title();
    }

    /// The part of the log that this person may see.
    public List<Entry> visible(ConversationId conversation, UserId user) {
        ModelLog log = logs.get(conversation);
        return log == null
                ? List.of()
                : log.entries.stream()
                        .filter(entry -> log.sees(user, entry.seq()))
                        .toList();
    }

    public Set<ConversationId> conversations() {
        return Set.copyOf(logs.keySet());
    }

    public Cursor cursor(ConversationId conversation, UserId user) {
        ModelLog log = logs.get(conversation);
        return log == null ? Cursor.NONE : log.cursors.getOrDefault(user, Cursor.NONE);
    }

    private void answer(Session from, ModelWriter.Outcome outcome) {
        from.out.accept(outcome.answer());
        for (Entry entry : outcome.stored()) {
            boolean own = outcome.answer() instanceof ServerFrame.Sent sent && sent.seq() == entry.seq();
            push(own ? Optional.of(from) : Optional.empty(), outcome.log().orElseThrow(), entry);
        }
    }

    private void push(Optional<Session> except, ModelLog log, Entry entry) {
        for (Session session : List.copyOf(sessions)) {
            if (log.sees(session.user, entry.seq()) && !Optional.of(session).equals(except)) {
                session.out.accept(new ServerFrame.Pushed(log.id, entry));
            }
        }
    }

    private void present(UserId user, PresenceState state) {
        presence.says(user, state);
        for (Session session : List.copyOf(sessions)) {
            if (session.watching.users().contains(user)) {
                session.out.accept(presence.of(List.of(user)));
            }
        }
    }

    private void typing(Session from, ClientFrame.Typing typing) {
        ModelLog log = logs.get(typing.conversation());
        for (Session session : List.copyOf(sessions)) {
            boolean looks = session.watching.conversations().contains(typing.conversation());
            if (log != null && log.isMember(from.user) && log.isMember(session.user) && looks && session != from) {
                session.out.accept(new ServerFrame.Typing(typing.conversation(), from.user, typing.on()));
            }
        }
    }

    private void page(Session to, ClientFrame.Sync sync) {
        ModelLog log = logs.get(sync.conversation());
        if (log == null || !log.wasMember(to.user)) {
            to.out.accept(new ServerFrame.Failure(Code.NO_CONVERSATION, "No.", "No.", OptionalLong.of(sync.rid())));
            return;
        }
        pages++;
        boolean after = sync.direction() == ClientFrame.Direction.AFTER;
        List<Item> all = new ArrayList<>(
                after ? log.items(to.user, sync.seq() + 1, Long.MAX_VALUE) : log.items(to.user, 1, sync.seq() - 1));
        if (!after) {
            all.sort(Comparator.comparingLong(Item::first).reversed());
        }
        int limit = Math.min(sync.limit(), pageSize);
        to.out.accept(new ServerFrame.Page(
                sync.rid(),
                sync.conversation(),
                all.subList(0, Math.min(limit, all.size())),
                log.head(to.user),
                all.size() > limit));
    }

    private void receipt(Session from, ClientFrame.OwnCursor own) {
        ModelLog log = logs.get(own.conversation());
        if (log == null || !log.isMember(from.user)) {
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
        log.changed = writer.tick();
        for (Session session : List.copyOf(sessions)) {
            if (log.isMember(session.user) && !session.equals(from)) {
                session.out.accept(new ServerFrame.Receipt(own.conversation(), from.user, after));
            }
        }
    }

    private void changes(Session to, Optional<String> mark, boolean withItems) {
        long since = mark.map(Long::parseLong).orElse(-1L);
        var changes = new ArrayList<ServerFrame.Change>();
        StateDigest digest = StateDigest.EMPTY;
        for (ModelLog log : logs.values()) {
            if (!log.wasMember(to.user) || log.entries.isEmpty()) {
                continue;
            }
            digest = digest.with(log.id, log.head(to.user));
            if (log.changedFor(to.user) > since) {
                changes.add(log.change(to.user, withItems ? newestItems : 0));
            }
        }
        if (!changes.isEmpty()) {
            to.out.accept(new ServerFrame.Changes(changes));
        }
        to.out.accept(new ServerFrame.Current(Long.toString(writer.clock()), digest.toString()));
    }
}
