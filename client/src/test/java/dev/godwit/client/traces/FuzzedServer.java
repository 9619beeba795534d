package dev.godwit.client.traces;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.Skip;
import dev.godwit.protocol.StateDigest;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A server that mostly tells the truth about logs that it really has, and now and then anything at all.
final class FuzzedServer {
    private static final long START = 1_767_225_600_000L;

    private final Chance chance;
    private final FuzzedContents contents;
    /// All of them, and those who do something: a crowd only stands around.
    private final List<UserId> crowd;

    private final List<UserId> people;
    private final UserId me;
    private final DeviceId device;
    private final Map<ConversationId, List<Entry>> logs = new LinkedHashMap<>();
    private int epoch = 1;
    private int marks;
    private int entries;

    FuzzedServer(Chance chance, List<UserId> people) {
        this.chance = chance;
        this.crowd = people;
        this.people = people.subList(0, Math.min(people.size(), 8));
        this.contents = new FuzzedContents(chance, this.people);
        this.me = people.getFirst();
        this.device = DeviceId.random(chance.random());
    }

    String epoch() {
        return "e" + epoch;
    }

    List<ConversationId> conversations() {
        return List.copyOf(logs.keySet());
    }

    List<Entry> log(ConversationId conversation) {
        return logs.computeIfAbsent(conversation, id -> new ArrayList<>());
    }

    private long head(ConversationId conversation) {
        return log(conversation).size();
    }

    /// Somebody writes.
    Entry append(ConversationId conversation) {
        UserId from = chance.percent(20) ? me : chance.of(people);
        var id = new ClientMessageId("s" + entries);
        return append(conversation, from, id, contents.next(conversation, head(conversation)));
    }

    private Entry append(ConversationId conversation, UserId from, ClientMessageId id, Content content) {
        var entry = new Entry(head(conversation) + 1, START + ++entries, from, device, id, content);
        log(conversation).add(entry);
        return entry;
    }

    /// It is a copy of itself that is older.
    void restore() {
        logs.values().forEach(log -> {
            if (!log.isEmpty() && chance.percent(60)) {
                log.subList(chance.below(log.size() + 1), log.size()).clear();
            }
        });
        if (chance.percent(85)) {
            epoch++;
        }
    }

    List<ServerFrame> answer(ClientFrame frame) {
        return switch (frame) {
            case ClientFrame.Hello hello -> {
                var out = new ArrayList<ServerFrame>();
                out.add(welcome());
                out.addAll(changes(hello.mark()));
                out.add(current());
                yield out;
            }
            case ClientFrame.Check check -> {
                var out = new ArrayList<>(changes(check.mark()));
                out.add(current());
                yield out;
            }
            case ClientFrame.Send send -> List.of(stored(send));
            case ClientFrame.Cancel cancel -> List.of(cancelled(cancel));
            case ClientFrame.Sync sync ->
                List.of(chance.percent(8) ? failure(OptionalLong.of(sync.rid())) : page(sync));
            case ClientFrame.Members members ->
                List.of(chance.percent(15) ? failure(OptionalLong.of(members.rid())) : page(members));
            case ClientFrame.Watch watch -> List.of(presences(watch.users()));
            case ClientFrame.Receipts receipts -> List.of();
            case ClientFrame.Presence presence -> List.of();
            case ClientFrame.Typing typing -> List.of();
        };
    }

    private ServerFrame welcome() {
        return new ServerFrame.Welcome(
                epoch(),
                chance.percent(99) ? me : people.getLast(),
                device,
                START + entries,
                chance.of(1, 2, 5, 64),
                chance.percent(30),
                chance.some(List.of(ServerFrame.Welcome.GROUPS, ServerFrame.Welcome.PRESENCE, "calls"), 85));
    }

    private List<ServerFrame> changes(Optional<String> mark) {
        var changed = new ArrayList<ServerFrame.Change>();
        for (var conversation : conversations()) {
            if (mark.isEmpty() ? chance.percent(95) : chance.percent(40)) {
                changed.add(change(conversation, mark.isPresent()));
            }
        }
        if (changed.isEmpty() || chance.percent(80)) {
            return List.of(new ServerFrame.Changes(changed));
        }
        int cut = chance.below(changed.size());
        return List.of(
                new ServerFrame.Changes(changed.subList(0, cut)),
                new ServerFrame.Changes(changed.subList(cut, changed.size())));
    }

    private ServerFrame.Change change(ConversationId conversation, boolean withItems) {
        long head = head(conversation);
        int count = withItems ? (int) Math.min(head, chance.below(8)) : 0;
        boolean group = conversation.type() == ConversationType.GROUP;
        return new ServerFrame.Change(
                conversation,
                group || chance.percent(10) ? List.of() : chance.some(people, 90),
                group && chance.percent(90) ? Optional.of(view(head)) : Optional.empty(),
                chance.percent(3) ? head + chance.below(5) : head,
                cursors(head),
                items(conversation, head - count + 1, head));
    }

    GroupView view(long head) {
        if (chance.percent(5)) {
            return GroupView.former(head);
        }
        boolean large = chance.percent(20);
        return new GroupView(
                head,
                "Walk",
                chance.below(3),
                chance.of(History.JOINED, History.ALL),
                large,
                large ? 5_000 : people.size(),
                chance.maybe(90, () -> chance.of(Role.MEMBER, Role.ADMIN, Role.OWNER)),
                large ? List.of() : members(people),
                List.of());
    }

    private List<GroupView.Member> members(List<UserId> users) {
        return chance.some(users, 80).stream()
                .map(user -> new GroupView.Member(user, chance.of(Role.MEMBER, Role.ADMIN, Role.OWNER)))
                .toList();
    }

    private List<ServerFrame.MemberCursor> cursors(long head) {
        return chance.some(people, 40).stream()
                .map(user -> new ServerFrame.MemberCursor(user, cursor(head)))
                .toList();
    }

    private Cursor cursor(long head) {
        return new Cursor(chance.below((int) head + 1), chance.below((int) head + 1));
    }

    /// Ascending; what is hidden is a skip.
    private List<Item> items(ConversationId conversation, long from, long to) {
        var out = new ArrayList<Item>();
        boolean hides = chance.percent(15);
        for (long seq = Math.max(1, from); seq <= to; seq++) {
            if (hides && chance.percent(15)) {
                long last = Math.min(to, seq + chance.below(4));
                out.add(new Skip(seq, last, chance.of(Skip.RETENTION, Skip.ERASED, Skip.NOT_A_MEMBER, "later")));
                seq = last;
            } else {
                out.add(log(conversation).get((int) seq - 1));
            }
        }
        return out;
    }

    private ServerFrame current() {
        StateDigest digest = StateDigest.EMPTY;
        for (var conversation : conversations()) {
            digest = digest.with(conversation, head(conversation));
        }
        return new ServerFrame.Current("m" + ++marks, chance.percent(75) ? digest.toString() : "0123456789abcdef");
    }

    private ServerFrame stored(ClientFrame.Send send) {
        for (Entry entry : log(send.conversation())) {
            if (entry.id().equals(send.id()) && entry.from().equals(me)) {
                return new ServerFrame.Sent(send.conversation(), send.id(), entry.seq(), entry.at());
            }
        }
        if (chance.percent(20)) {
            return refused(send.conversation(), send.id());
        }
        Entry entry = append(send.conversation(), me, send.id(), send.content());
        return new ServerFrame.Sent(send.conversation(), send.id(), entry.seq(), entry.at());
    }

    private ServerFrame cancelled(ClientFrame.Cancel cancel) {
        return switch (chance.below(6)) {
            case 0 -> refused(cancel.conversation(), cancel.id());
            case 1 ->
                new ServerFrame.Sent(
                        cancel.conversation(),
                        cancel.id(),
                        Math.max(1, head(cancel.conversation()) + chance.below(2)),
                        START);
            default -> new ServerFrame.Cancelled(cancel.conversation(), cancel.id());
        };
    }

    ServerFrame refused(ConversationId conversation, ClientMessageId id) {
        return new ServerFrame.Refused(
                conversation,
                id,
                chance.of(List.of(Code.values())),
                chance.of("", "No."),
                chance.maybeNumber(30, 5_000),
                chance.maybeNumber(20, 9));
    }

    private ServerFrame page(ClientFrame.Sync sync) {
        long head = head(sync.conversation());
        long to = Math.min(head, sync.seq() - 1);
        int limit = chance.percent(70) ? sync.limit() : chance.between(1, sync.limit());
        long from = Math.max(1, to - limit + 1);
        List<Item> items = items(sync.conversation(), from, to).reversed();
        return switch (chance.below(20)) {
            case 0 -> new ServerFrame.Page(sync.rid(), sync.conversation(), List.of(), head, chance.percent(50));
            case 1 -> new ServerFrame.Page(sync.rid() + 1, sync.conversation(), items, head, from > 1);
            case 2 -> new ServerFrame.Page(sync.rid(), chance.of(conversations()), items, head, from > 1);
            case 3 -> new ServerFrame.Page(sync.rid(), sync.conversation(), items, chance.below((int) head + 2), true);
            default -> new ServerFrame.Page(sync.rid(), sync.conversation(), items, head, from > 1);
        };
    }

    private ServerFrame page(ClientFrame.Members asked) {
        return new ServerFrame.Members(
                chance.percent(95) ? asked.rid() : asked.rid() + 1,
                asked.conversation(),
                chance.percent(90) ? members(crowd) : List.of(),
                5_000,
                chance.percent(50));
    }

    private ServerFrame failure(OptionalLong rid) {
        return new ServerFrame.Failure(chance.of(List.of(Code.values())), "No.", "Do not.", rid);
    }

    /// What nobody has asked for.
    ServerFrame unasked() {
        ConversationId conversation = chance.of(conversations());
        long head = head(conversation);
        return switch (chance.below(30)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> new ServerFrame.Pushed(conversation, append(conversation));
            case 8 -> {
                append(conversation);
                yield new ServerFrame.Pushed(conversation, append(conversation));
            }
            case 9 ->
                head > 0
                        ? new ServerFrame.Pushed(conversation, chance.of(log(conversation)))
                        : new ServerFrame.Behind();
            case 10, 11 -> new ServerFrame.Receipt(conversation, chance.of(people), cursor(head));
            case 12, 13 -> {
                append(conversation);
                yield new ServerFrame.Changed(conversation, head + chance.below(4));
            }
            case 14, 15 ->
                new ServerFrame.Counts(
                        conversation,
                        chance.below(9_000),
                        chance.below(900),
                        List.of(new ServerFrame.Readers(head, 3), new ServerFrame.Readers(0, 17)));
            case 16, 17 -> presences(crowd);
            case 18, 19, 20 -> new ServerFrame.Typing(conversation, chance.of(people), chance.percent(75));
            case 21 -> new ServerFrame.Behind();
            case 22 -> new ServerFrame.Draining(chance.below(20_000));
            case 23 -> failure(chance.maybeNumber(60, 6));
            case 24 -> new ServerFrame.Sent(conversation, new ClientMessageId("nobody"), head + 1, START);
            case 25 -> refused(conversation, new ClientMessageId("nobody"));
            case 26 -> new ServerFrame.Cancelled(conversation, new ClientMessageId("nobody"));
            case 27 -> new ServerFrame.Changes(List.of(change(conversation, true)));
            case 28 -> chance.percent(20) ? welcome() : current();
            default -> new ServerFrame.Page(chance.below(9), conversation, items(conversation, 1, head), head, false);
        };
    }

    private ServerFrame presences(List<UserId> users) {
        return new ServerFrame.Presences(chance.some(users, 60).stream()
                .map(user -> new ServerFrame.Presence(
                        user, chance.of(List.of(PresenceState.values())), chance.maybeNumber(30, 1_000_000)))
                .toList());
    }
}
