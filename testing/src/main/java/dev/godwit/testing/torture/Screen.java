package dev.godwit.testing.torture;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.Reach;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.JournalWriter;
import dev.godwit.testing.history.Numbered;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Looks at what one device shows, and writes into its journal what is new: what was acked or refused, what came, and
/// how far others are.
///
/// It turns back the pages of a conversation only as far as there is something new, and to where it knows everything
/// after a hole was filled: hundreds of messages a second must not cost more than they are.
final class Screen {
    private static final int PAGE = 60;

    private final Godwit godwit;
    private final ProfileFile file;
    private final ClientPlan.Place place;
    private final JournalWriter journal;
    private final OwnMessages own;
    private final Object lock;
    private final Progress progress;
    private final Map<ConversationId, Shown> conversations = new LinkedHashMap<>();
    private Optional<String> greeted = Optional.empty();
    private long acked;

    /// What is known of one conversation.
    private static final class Shown {
        Conversation summary;
        boolean looked;
        boolean hadHole = true;
        final Seen seen;
        Optional<Ticks> ticks = Optional.empty();
        OptionalLong newest = OptionalLong.empty();
        long newestSeq;

        Shown(Conversation summary, long floor) {
            this.summary = summary;
            this.seen = new Seen(floor);
        }
    }

    /// @param lock held by whoever writes into the journal together with a call of the SDK
    Screen(
            Godwit godwit,
            ProfileFile file,
            ClientPlan.Place place,
            JournalWriter journal,
            OwnMessages own,
            Object lock,
            Progress progress) {
        this.godwit = godwit;
        this.file = file;
        this.place = place;
        this.journal = journal;
        this.own = own;
        this.lock = lock;
        this.progress = progress;
    }

    /// Listener of the SDK's live query.
    void show(List<Conversation> all) {
        synchronized (lock) {
            for (Conversation conversation : all) {
                if (conversation.id().isPresent()) {
                    ConversationId id = conversation.id().get();
                    Shown shown = conversations.get(id);
                    if (shown == null) {
                        conversations.put(id, new Shown(conversation, progress.floor(id)));
                    } else if (!shown.summary.equals(conversation)) {
                        shown.summary = conversation;
                        shown.looked = false;
                    }
                }
            }
        }
    }

    /// Looks at whatever has changed. Called by one thread.
    void look() throws SQLException {
        Map<ConversationId, Shown> changed = new LinkedHashMap<>();
        synchronized (lock) {
            conversations.forEach((id, shown) -> {
                if (!shown.looked) {
                    shown.looked = true;
                    changed.put(id, shown);
                }
            });
        }
        for (var each : changed.entrySet()) {
            synchronized (lock) {
                // Greeted by another store meanwhile: what was known here is of the one before.
                if (conversations.get(each.getKey()) != each.getValue()) {
                    continue;
                }
            }
            if (!look(each.getKey(), each.getValue())) {
                synchronized (lock) {
                    each.getValue().looked = false;
                }
            }
        }
        synchronized (lock) {
            progress.save();
        }
    }

    /// Whether it could be said of which store it is what was shown.
    private boolean look(ConversationId id, Shown shown) throws SQLException {
        Conversation conversation;
        synchronized (lock) {
            conversation = shown.summary;
        }
        Optional<String> epoch = file.epoch(id);
        if (epoch.isEmpty()) {
            return false;
        }
        if (!epoch.equals(greeted)) {
            greet(epoch.get());
            return false;
        }
        Map<UserId, Cursor> cursors =
                shown.ticks.isPresent() ? Map.of() : file.cursors().getOrDefault(id, Map.of());
        List<Message> messages = news(conversation, shown, conversation.complete() && shown.hadHole);
        List<Reach> reach = reach(conversation);
        boolean whole = conversation.complete()
                && godwit.conversation(conversation.key())
                        .filter(Conversation::complete)
                        .isPresent();
        if (!file.epoch(id).equals(epoch)) {
            return false;
        }
        synchronized (lock) {
            Ticks ticks = shown.ticks.orElseGet(() -> new Ticks(cursors));
            shown.ticks = Optional.of(ticks);
            for (Message message : messages) {
                take(id, conversation, shown, ticks, message);
            }
            long seq = conversation
                    .last()
                    .map(Message::seq)
                    .orElse(OptionalLong.empty())
                    .orElse(0);
            reach.forEach(each -> ticks.shown(each.user(), seq, each.delivered(), each.read()));
            ticks.news().forEach((user, cursor) -> journal.add(new Happening.Told(place.device(), id, user, cursor)));
            shown.hadHole = !whole;
            if (whole) {
                shown.seen.everythingUpTo(shown.newestSeq);
                progress.note(id, shown.seen.floor());
            }
        }
        return true;
    }

    /// From now on all that is shown is of another store; what is seen again is written down again.
    private void greet(String epoch) {
        synchronized (lock) {
            if (!progress.epoch().equals(epoch)) {
                progress.restart(epoch);
                conversations.replaceAll((id, shown) -> new Shown(shown.summary, 0));
            }
            greeted = Optional.of(epoch);
            journal.add(new Happening.Greeted(place.device(), epoch));
        }
    }

    /// Pages from the end back to where nothing is new, oldest first.
    private List<Message> news(Conversation conversation, Shown shown, boolean deep) {
        var found = new ArrayList<Message>();
        OptionalLong before = OptionalLong.empty();
        while (true) {
            List<Message> page = godwit.messages(conversation.key(), before, PAGE);
            found.addAll(0, page);
            boolean fresh = false;
            long lowest = Long.MAX_VALUE;
            for (Message message : page) {
                long seq = message.seq().orElse(Long.MAX_VALUE);
                lowest = Math.min(lowest, seq);
                fresh |= seq < Long.MAX_VALUE && !shown.seen.contains(seq);
            }
            boolean enough = lowest <= shown.seen.floor() || (lowest < Long.MAX_VALUE && !fresh && !deep);
            if (enough || page.size() < PAGE) {
                return found;
            }
            before = OptionalLong.of(page.getFirst().key());
        }
    }

    private void take(ConversationId id, Conversation conversation, Shown shown, Ticks ticks, Message message) {
        OptionalLong number = message.deleted() ? OptionalLong.empty() : Numbered.number(message.text());
        Optional<OwnMessages.Own> known = own.key(message.key());
        if (number.isEmpty()) {
            number = known.isPresent() ? OptionalLong.of(known.get().number()) : number;
        }
        boolean here = message.mine() && number.isPresent() && place.wrote(number.getAsLong());
        if (here && !message.deleted()) {
            standing(id, conversation, message, number.getAsLong());
        }
        if (message.seq().isEmpty()) {
            return;
        }
        long seq = message.seq().getAsLong();
        if (seq > shown.newestSeq) {
            shown.newestSeq = seq;
            shown.newest = OptionalLong.of(message.key());
        }
        if (message.mine() && conversation.group().isEmpty()) {
            conversation
                    .peer()
                    .filter(peer -> !peer.equals(place.device().user()))
                    .ifPresent(peer -> ticks.shown(peer, seq, message.state()));
        }
        if (shown.seen.contains(seq)) {
            return;
        }
        shown.seen.add(seq);
        if (here) {
            acked++;
            journal.add(new Happening.Acked(place.device(), id, number.getAsLong(), seq, message.id()));
        } else if (message.kind().equals(Kinds.MESSAGE) && !message.edited() && !message.deleted()) {
            journal.add(
                    new Happening.Received(place.device(), id, seq, message.sender(), message.id(), message.text()));
        }
    }

    private void standing(ConversationId id, Conversation conversation, Message message, long number) {
        OwnMessages.Standing standing = switch (message.state()) {
            case MessageState.Pending pending -> OwnMessages.Standing.WAITING;
            case MessageState.Failed failed -> OwnMessages.Standing.REFUSED;
            case MessageState.Sent sent -> OwnMessages.Standing.SENT;
            case MessageState.Delivered delivered -> OwnMessages.Standing.SENT;
            case MessageState.Read read -> OwnMessages.Standing.SENT;
            case MessageState.Received received -> OwnMessages.Standing.GONE;
        };
        Optional<OwnMessages.Own> before = own.number(number);
        if (before.isEmpty() && standing == OwnMessages.Standing.SENT) {
            // Of an earlier life, and nothing is left to be done about it.
            return;
        }
        if (before.isEmpty() || before.get().standing() != standing) {
            boolean mayChange = before.map(OwnMessages.Own::mayChange)
                    .orElse(conversation.group().isEmpty());
            own.note(new OwnMessages.Own(number, message.key(), id, mayChange, standing));
            if (message.state() instanceof MessageState.Failed failed) {
                journal.add(new Happening.Refused(place.device(), id, number, failed.code()));
            }
        }
    }

    /// In a group it is asked for one message only, where that is the newest: how far each of the others is with it.
    private List<Reach> reach(Conversation conversation) {
        boolean ask = conversation.group().filter(group -> !group.large()).isPresent()
                && conversation
                        .last()
                        .filter(last -> last.mine() && last.seq().isPresent())
                        .isPresent();
        return ask ? godwit.reach(conversation.last().orElseThrow().key()) : List.of();
    }

    /// A conversation that has something unread, with the newest of it: what the user looks at next.
    record Unread(ConversationId conversation, long message, long seq) {}

    Optional<Unread> unread() {
        synchronized (lock) {
            return conversations.entrySet().stream()
                    .filter(each -> each.getValue().summary.unread() > 0
                            && each.getValue().newest.isPresent())
                    .map(each ->
                            new Unread(each.getKey(), each.getValue().newest.getAsLong(), each.getValue().newestSeq))
                    .findFirst();
        }
    }

    List<Conversation> groups() {
        synchronized (lock) {
            return conversations.values().stream()
                    .map(shown -> shown.summary)
                    .filter(conversation -> conversation.group().isPresent())
                    .toList();
        }
    }

    long acked() {
        synchronized (lock) {
            return acked;
        }
    }
}
