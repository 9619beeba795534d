package dev.godwit.testing.history;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Finale.Line;
import dev.godwit.testing.history.Finale.Shown;
import dev.godwit.testing.history.Finale.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Tells a healthy history: a server and devices that keep every promise, and write down what happens. It is as simple
/// as it can be, and nothing of it is shared with the checker.
final class Tale {
    final List<Happening> happenings = new ArrayList<>();
    final Map<ConversationId, Room> rooms = new LinkedHashMap<>();
    final List<Phone> phones = new ArrayList<>();
    private Map<ConversationId, Room> copy = new LinkedHashMap<>();
    private int ids;
    private int restores;

    Phone phone(String name, UserId user) {
        var phone = new Phone(new Device(name, user));
        phones.add(phone);
        return phone;
    }

    private ClientMessageId newId() {
        return new ClientMessageId("id-" + ids++);
    }

    /// The server's first entry of a conversation of two.
    ConversationId pair(UserId one, UserId other) {
        var room = new Room(ConversationId.direct(one, other));
        rooms.put(room.id, room);
        room.members.add(one);
        room.members.add(other);
        var body = Content.delete(1).body();
        room.append(
                one,
                new ClientMessageId("sys.1"),
                new Content(Kinds.CREATE, OptionalLong.empty(), List.of(), List.of(), Optional.empty(), body));
        return room.id;
    }

    ConversationId group(Phone creator, dev.godwit.protocol.History history) {
        var room = new Room(ConversationId.group(creator.user(), "nonce"));
        rooms.put(room.id, room);
        change(creator, room.id, new GroupChange.Create("nonce", "Crew", history));
        return room.id;
    }

    /// A change of a group that is sent at once and taken.
    void change(Phone phone, ConversationId in, GroupChange change) {
        Room room = room(in);
        switch (change) {
            case GroupChange.Create create -> {
                room.enter(phone.user());
                room.pastIsOpen = create.history() == dev.godwit.protocol.History.ALL;
            }
            case GroupChange.Add add -> add.users().forEach(room::enter);
            case GroupChange.SetHistory set -> room.pastIsOpen = set.history() == dev.godwit.protocol.History.ALL;
            default -> {}
        }
        Entry entry = room.append(phone.user(), newId(), GroupChangeCodec.write(change));
        switch (change) {
            case GroupChange.Remove remove -> room.members.remove(remove.user());
            case GroupChange.Leave leave -> room.members.remove(phone.user());
            default -> {}
        }
        receive(phone, in, entry);
    }

    Room room(ConversationId in) {
        Room room = rooms.get(in);
        if (room == null) {
            throw new IllegalArgumentException("no " + in);
        }
        return room;
    }

    void write(Phone phone, ConversationId in, long number) {
        String text = Numbered.text(number, "first");
        happenings.add(new Happening.Wrote(phone.device, in, number, text));
        phone.outbox.add(new Phone.Queued(in, number, newId(), Content.message(text), false));
    }

    /// Of a message that waits here, or that this device has from the server.
    void edit(Phone phone, ConversationId in, long number, String rest) {
        String text = Numbered.text(number, rest);
        happenings.add(new Happening.Edited(phone.device, in, number, text));
        for (int i = 0; i < phone.outbox.size(); i++) {
            Phone.Queued queued = phone.outbox.get(i);
            if (queued.about() == number && isMessage(queued.content())) {
                phone.outbox.remove(i);
                phone.outbox.add(
                        queued.failed() ? phone.outbox.size() : i,
                        new Phone.Queued(in, number, newId(), Content.message(text), false));
                return;
            }
        }
        phone.outbox.add(new Phone.Queued(in, number, newId(), Content.edit(place(phone, in, number), text), false));
    }

    void takeBack(Phone phone, ConversationId in, long number) {
        happenings.add(new Happening.TookBack(phone.device, in, number));
        boolean waited = phone.outbox.removeIf(queued -> queued.about() == number);
        if (!waited || phone.copy(in).values().stream().anyMatch(entry -> is(entry, number))) {
            phone.outbox.add(new Phone.Queued(in, number, newId(), Content.delete(place(phone, in, number)), false));
        }
    }

    private static boolean isMessage(Content content) {
        return content.kind().equals(Kinds.MESSAGE);
    }

    private static boolean is(Entry entry, long number) {
        return isMessage(entry.content())
                && Numbered.number(entry.content().body().data()).orElse(-1) == number;
    }

    private static long place(Phone phone, ConversationId in, long number) {
        return phone.copy(in).values().stream()
                .filter(entry -> is(entry, number))
                .findFirst()
                .orElseThrow()
                .seq();
    }

    /// The server will not have the oldest that waits.
    void refuse(Phone phone, String code) {
        Phone.Queued queued = phone.outbox.removeFirst();
        happenings.add(new Happening.Refused(phone.device, queued.in(), queued.about(), code));
        phone.outbox.addLast(new Phone.Queued(queued.in(), queued.about(), queued.id(), queued.content(), true));
    }

    void retry(Phone phone, long number) {
        for (Phone.Queued queued : List.copyOf(phone.outbox)) {
            if (queued.about() == number && queued.failed()) {
                happenings.add(new Happening.Retried(phone.device, queued.in(), number));
                phone.outbox.remove(queued);
                phone.outbox.add(new Phone.Queued(queued.in(), number, queued.id(), queued.content(), false));
            }
        }
    }

    /// Everything that waits and may go out is stored; who is not a member any more is refused.
    void send(Phone phone) {
        for (Phone.Queued queued : List.copyOf(phone.outbox)) {
            if (queued.failed()) {
                continue;
            }
            if (!room(queued.in()).members.contains(phone.user())) {
                phone.outbox.remove(queued);
                phone.outbox.addFirst(queued);
                refuse(phone, "not_a_member");
                continue;
            }
            phone.outbox.remove(queued);
            Room room = room(queued.in());
            Entry entry = room.log.stream()
                    .filter(each -> each.id().equals(queued.id()))
                    .findFirst()
                    .orElseGet(() -> room.append(phone.user(), queued.id(), aimed(queued, room)));
            if (isMessage(queued.content())) {
                phone.copy(queued.in()).put(entry.seq(), entry);
                happenings.add(new Happening.Acked(phone.device, queued.in(), queued.about(), entry.seq(), entry.id()));
            } else {
                receive(phone, queued.in(), entry);
            }
        }
    }

    /// A change of a message that stands somewhere else by now.
    private static Content aimed(Phone.Queued queued, Room room) {
        if (isMessage(queued.content())) {
            return queued.content();
        }
        long place = room.log.stream()
                .filter(entry -> is(entry, queued.about()))
                .findFirst()
                .orElseThrow()
                .seq();
        return queued.content().kind().equals(Kinds.DELETE)
                ? Content.delete(place)
                : Content.edit(place, queued.content().body().data());
    }

    /// What waits, and all of it at once: there is no other device of this user's, and no refusal.
    void sendAll(Phone phone) {
        for (Phone.Queued queued : phone.outbox) {
            Entry entry = room(queued.in()).append(phone.user(), queued.id(), queued.content());
            phone.copy(queued.in()).put(entry.seq(), entry);
            happenings.add(new Happening.Acked(phone.device, queued.in(), queued.about(), entry.seq(), entry.id()));
        }
        phone.outbox.clear();
    }

    boolean isChangeable(Phone phone, ConversationId in, long number) {
        return phone.outbox.stream().noneMatch(queued -> queued.about() == number && isMessage(queued.content()))
                && room(in).members.contains(phone.user())
                && room(in).log.stream().anyMatch(entry -> is(entry, number))
                && phone.copy(in).values().stream()
                        .anyMatch(entry -> is(entry, number) && entry.from().equals(phone.user()));
    }

    boolean hasCopy() {
        return !copy.isEmpty();
    }

    private void receive(Phone phone, ConversationId in, Entry entry) {
        phone.copy(in).put(entry.seq(), entry);
        happenings.add(new Happening.Received(
                phone.device,
                in,
                entry.seq(),
                entry.from(),
                entry.id(),
                entry.content().body().data()));
    }

    /// Gets what it lacks, newest first, and what others claimed.
    void sync(Phone phone) {
        for (Room room : rooms.values()) {
            room.sight(phone.user()).descendingSet().forEach(seq -> {
                if (!phone.copy(room.id).containsKey(seq)) {
                    receive(phone, room.id, room.at(seq));
                }
            });
            if (room.members.contains(phone.user())) {
                room.cursors.forEach((user, cursor) -> {
                    Cursor known = phone.others(room.id).getOrDefault(user, Cursor.NONE);
                    boolean told = room.members.contains(user) && !user.equals(phone.user());
                    if (told && !known.equals(known.max(cursor))) {
                        phone.others(room.id).put(user, known.max(cursor));
                        happenings.add(new Happening.Told(phone.device, room.id, user, known.max(cursor)));
                    }
                });
            }
        }
    }

    void look(Phone phone, ConversationId in) {
        if (!phone.copy(in).isEmpty()) {
            long seq = phone.copy(in).lastKey();
            phone.looked.put(in, seq);
            happenings.add(new Happening.Looked(phone.device, in, seq));
        }
    }

    /// Tells how far it is: behind what it lacks it claims nothing.
    void claim(Phone phone) {
        for (Room room : rooms.values()) {
            long whole = 0;
            for (long seq : room.sight(phone.user())) {
                if (!phone.copy(room.id).containsKey(seq)) {
                    break;
                }
                whole = seq;
            }
            var cursor = new Cursor(whole, Math.min(whole, phone.looked.getOrDefault(room.id, 0L)));
            Cursor known = phone.own.getOrDefault(room.id, Cursor.NONE);
            if (!known.equals(known.max(cursor))) {
                phone.own.put(room.id, known.max(cursor));
                happenings.add(new Happening.Claimed(phone.device, room.id, known.max(cursor)));
                room.cursors.merge(phone.user(), known.max(cursor), Cursor::max);
            }
        }
    }

    void backUp() {
        copy = new LinkedHashMap<>();
        rooms.forEach((id, room) -> copy.put(id, room.copy()));
    }

    /// The copy is there again, and every device finds out.
    void restore() {
        rooms.values().forEach(room -> room.cursors.clear());
        copy.values().forEach(room -> rooms.put(room.id, room.copy()));
        rooms.keySet().retainAll(copy.keySet());
        happenings.add(new Happening.Restored("epoch-" + ++restores));
        phones.forEach(this::greet);
    }

    private void greet(Phone phone) {
        happenings.add(new Happening.Greeted(phone.device, "epoch-" + restores));
        phone.copies.forEach((id, entries) -> {
            long end = rooms.containsKey(id) ? room(id).log.size() : 0;
            var before = new TreeMap<>(entries);
            var lost = new TreeMap<>(entries.tailMap(end, false));
            lost.keySet().forEach(entries::remove);
            int front = 0;
            for (Entry entry : lost.values()) {
                if (entry.from().equals(phone.user()) && rooms.containsKey(id) && isOurs(entry)) {
                    Entry message = isMessage(entry.content())
                            ? entry
                            : before.getOrDefault(entry.content().target().orElseThrow(), entry);
                    long number =
                            Numbered.number(message.content().body().data()).orElseThrow();
                    phone.outbox.add(front++, new Phone.Queued(id, number, entry.id(), entry.content(), false));
                }
            }
            phone.own.computeIfPresent(id, (in, cursor) -> cut(cursor, end));
            phone.looked.computeIfPresent(id, (in, seq) -> Math.min(seq, end));
            phone.others(id).replaceAll((user, cursor) -> {
                Cursor less = cut(cursor, end);
                if (!less.equals(cursor)) {
                    happenings.add(new Happening.Told(phone.device, id, user, less));
                }
                return less;
            });
        });
        phone.own.forEach((id, cursor) -> {
            happenings.add(new Happening.Claimed(phone.device, id, cursor));
            if (rooms.containsKey(id)) {
                room(id).cursors.merge(phone.user(), cursor, Cursor::max);
            }
        });
    }

    private static boolean isOurs(Entry entry) {
        return entry.content().kind().equals(Kinds.MESSAGE)
                || entry.content().kind().equals(Kinds.EDIT)
                || entry.content().kind().equals(Kinds.DELETE);
    }

    private static Cursor cut(Cursor cursor, long end) {
        return new Cursor(Math.min(cursor.delivered(), end), Math.min(cursor.read(), end));
    }

    /// Everybody gets everything, and says so.
    void settle() {
        phones.forEach(this::send);
        phones.forEach(this::sync);
        phones.forEach(this::claim);
        phones.forEach(this::sync);
    }

    Finale finale() {
        Map<ConversationId, List<Item>> logs = new LinkedHashMap<>();
        Map<ConversationId, Map<UserId, Cursor>> cursors = new LinkedHashMap<>();
        rooms.values().forEach(room -> {
            logs.put(room.id, new ArrayList<>(room.log));
            cursors.put(room.id, new LinkedHashMap<>(room.cursors));
        });
        var views = new ArrayList<Finale.View>();
        phones.forEach(phone -> views.add(view(phone)));
        return new Finale(logs, cursors, views);
    }

    private Finale.View view(Phone phone) {
        Map<ConversationId, Shown> conversations = new LinkedHashMap<>();
        phone.copies.forEach((id, entries) -> {
            if (!entries.isEmpty()) {
                conversations.put(id, new Shown(lines(phone, id), new LinkedHashMap<>(phone.others(id)), true));
            }
        });
        var waiting = new ArrayList<Waiting>();
        phone.outbox.forEach(queued -> waiting.add(new Waiting(
                Optional.of(queued.in()),
                queued.content().kind(),
                queued.content().body().data(),
                queued.failed() ? Optional.of("not_a_member") : Optional.empty())));
        return new Finale.View(phone.device, conversations, waiting, true);
    }

    private List<Line> lines(Phone phone, ConversationId id) {
        Map<Long, Line> lines = new TreeMap<>();
        for (Entry entry : phone.copy(id).values()) {
            long target = entry.content().target().orElse(0);
            String text = entry.content().body().data();
            switch (entry.content().kind()) {
                case Kinds.MESSAGE ->
                    lines.put(
                            entry.seq(),
                            new Line(OptionalLong.of(entry.seq()), entry.from(), text, false, state(phone, id, entry)));
                case Kinds.EDIT ->
                    lines.computeIfPresent(target, (seq, line) -> line.deleted() ? line : changed(line, text, false));
                case Kinds.DELETE -> lines.computeIfPresent(target, (seq, line) -> changed(line, "", true));
                default -> {
                    if (id.type() == ConversationType.GROUP) {
                        lines.put(
                                entry.seq(),
                                new Line(
                                        OptionalLong.of(entry.seq()),
                                        entry.from(),
                                        "something was done to the group",
                                        false,
                                        "received"));
                    }
                }
            }
        }
        var out = new ArrayList<>(lines.values());
        phone.outbox.stream()
                .filter(queued -> queued.in().equals(id) && isMessage(queued.content()))
                .forEach(queued -> out.add(new Line(
                        OptionalLong.empty(),
                        phone.user(),
                        queued.content().body().data(),
                        false,
                        queued.failed() ? "failed" : "pending")));
        return out;
    }

    private static Line changed(Line line, String text, boolean deleted) {
        return new Line(line.seq(), line.from(), text, deleted, line.state());
    }

    /// As the server's members stand in the end; who has gone is not waited for.
    private String state(Phone phone, ConversationId id, Entry entry) {
        if (!entry.from().equals(phone.user())) {
            return "received";
        }
        var others = room(id).members.stream()
                .filter(member -> !member.equals(phone.user()))
                .map(member -> phone.others(id).getOrDefault(member, Cursor.NONE))
                .toList();
        if (others.isEmpty()) {
            return "sent";
        }
        return others.stream().allMatch(cursor -> cursor.read() >= entry.seq())
                ? "read"
                : others.stream().allMatch(cursor -> cursor.delivered() >= entry.seq()) ? "delivered" : "sent";
    }
}
