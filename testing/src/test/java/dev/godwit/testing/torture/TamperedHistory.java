package dev.godwit.testing.torture;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Finale;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import dev.godwit.testing.history.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A history that held, made into one that does not.
final class TamperedHistory {
    static final List<Violation.Kind> KINDS = List.of(
            Violation.Kind.LOST_AFTER_ACK,
            Violation.Kind.LOST_BEFORE_ACK,
            Violation.Kind.INVENTED,
            Violation.Kind.DUPLICATED,
            Violation.Kind.GAP,
            Violation.Kind.SEQ_REUSED,
            Violation.Kind.NOT_FIFO,
            Violation.Kind.RECEIPT_WENT_BACK,
            Violation.Kind.NOT_CONVERGED,
            Violation.Kind.STUCK);

    private TamperedHistory() {}

    static Collected with(Violation.Kind kind, Collected sound) {
        return switch (kind) {
            case LOST_AFTER_ACK, GAP -> log(sound, log -> log.remove(log.size() / 2));
            case LOST_BEFORE_ACK -> unsent(sound);
            case INVENTED -> without(sound, middle(sound));
            case DUPLICATED -> log(sound, log -> log.add(at(entry(log, log.size() / 2), log.size() + 1L)));
            case SEQ_REUSED, NOT_FIFO -> log(sound, TamperedHistory::swap);
            case RECEIPT_WENT_BACK -> shownBack(sound);
            case NOT_CONVERGED -> shortened(sound);
            case STUCK -> new Collected(sound.history(), sound.finale(), List.of("somebody"));
            case ALTERED, ORDER_DIFFERS, READ_BEFORE_DELIVERED, CLAIMED_WITHOUT_HAVING, SEEN_BY_STRANGER, CRASHED ->
                throw new IllegalArgumentException("not here: " + kind);
        };
    }

    /// The last message that somebody on the wire wrote, with everything about it.
    private static Happening.Wrote middle(Collected sound) {
        return sound.history().happenings().stream()
                .filter(each -> each instanceof Happening.Wrote wrote
                        && wrote.conversation().equals(longest(sound.finale())))
                .map(Happening.Wrote.class::cast)
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private static ConversationId longest(Finale finale) {
        return finale.logs().entrySet().stream()
                .max((one, other) ->
                        Integer.compare(one.getValue().size(), other.getValue().size()))
                .orElseThrow()
                .getKey();
    }

    private static Collected log(Collected sound, Consumer<List<Item>> change) {
        Map<ConversationId, List<Item>> logs = new HashMap<>(sound.finale().logs());
        ConversationId id = longest(sound.finale());
        var log = new ArrayList<>(logs.get(id));
        change.accept(log);
        logs.put(id, log);
        return new Collected(
                sound.history(),
                new Finale(logs, sound.finale().cursors(), sound.finale().views()),
                sound.stuck());
    }

    private static Entry entry(List<Item> log, int index) {
        return (Entry) log.get(index);
    }

    private static Entry at(Entry entry, long seq) {
        return new Entry(seq, entry.at(), entry.from(), entry.device(), entry.id(), entry.content());
    }

    /// Two messages of one device change places.
    private static void swap(List<Item> log) {
        int one = log.size() / 2;
        int other = one + 1;
        while (!entry(log, other).device().equals(entry(log, one).device())) {
            other++;
        }
        Entry first = entry(log, one);
        Entry second = entry(log, other);
        log.set(one, at(second, first.seq()));
        log.set(other, at(first, second.seq()));
    }

    private static Collected without(Collected sound, Happening gone) {
        return with(sound, happenings -> happenings.remove(gone));
    }

    private static Collected with(Collected sound, Consumer<List<Happening>> change) {
        var happenings = new ArrayList<>(sound.history().happenings());
        change.accept(happenings);
        var history = new History(false);
        happenings.forEach(history::add);
        return new Collected(history, sound.finale(), sound.stuck());
    }

    private static Collected unsent(Collected sound) {
        Finale.View view = sound.finale().views().getFirst();
        return with(
                sound,
                happenings -> happenings.add(new Happening.Wrote(
                        view.device(),
                        view.conversations().keySet().iterator().next(),
                        123_456,
                        "#123456 never seen again")));
    }

    private static Collected shownBack(Collected sound) {
        return with(sound, happenings -> {
            var told = (Happening.Told) happenings.stream()
                    .filter(Happening.Told.class::isInstance)
                    .reduce((one, other) -> other)
                    .orElseThrow();
            happenings.add(new Happening.Told(told.device(), told.conversation(), told.user(), Cursor.NONE));
        });
    }

    /// A device does not show the first message of a conversation.
    private static Collected shortened(Collected sound) {
        var views = new ArrayList<>(sound.finale().views());
        Finale.View view = views.getFirst();
        Map<ConversationId, Finale.Shown> conversations = new HashMap<>(view.conversations());
        var each = conversations.entrySet().stream()
                .filter(entry -> entry.getValue().lines().size() > 1)
                .findFirst()
                .orElseThrow();
        Map<UserId, Cursor> cursors = each.getValue().cursors();
        List<Finale.Line> lines = each.getValue().lines();
        int kept = 0;
        while (lines.get(kept).deleted()) {
            kept++;
        }
        var shorter = new ArrayList<>(lines);
        shorter.remove(kept);
        conversations.put(
                each.getKey(),
                new Finale.Shown(shorter, cursors, each.getValue().complete()));
        views.set(0, new Finale.View(view.device(), conversations, view.waiting(), view.settled()));
        return new Collected(
                sound.history(),
                new Finale(sound.finale().logs(), sound.finale().cursors(), views),
                sound.stuck());
    }
}
