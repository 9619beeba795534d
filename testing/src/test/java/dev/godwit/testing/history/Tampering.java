package dev.godwit.testing.history;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Skip;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Finale.Line;
import dev.godwit.testing.history.Finale.Shown;
import dev.godwit.testing.history.Finale.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A story that was true, and whoever changes something of it.
final class Tampering {
    private static final DeviceId DEVICE = DeviceId.random(new Random(2));

    final HealthyStory story;
    final List<Happening> happenings;
    final Finale finale;

    Tampering(HealthyStory story) {
        this.story = story;
        this.happenings = story.tale.happenings;
        this.finale = story.tale.finale();
    }

    List<Violation> check() {
        return HealthyTest.check(story.tale, finale);
    }

    List<Item> log(ConversationId id) {
        return finale.logs().getOrDefault(id, List.of());
    }

    /// The message with this number.
    Entry entry(ConversationId in, long number) {
        return log(in).stream()
                .map(Entry.class::cast)
                .filter(FinalLog::isMessage)
                .filter(entry -> Numbered.number(entry.content().body().data()).orElse(0) == number)
                .findFirst()
                .orElseThrow();
    }

    View view(Phone phone) {
        return finale.views().stream()
                .filter(view -> view.device().equals(phone.device))
                .findFirst()
                .orElseThrow();
    }

    Shown shown(Phone phone, ConversationId in) {
        return Optional.ofNullable(view(phone).conversations().get(in)).orElseThrow();
    }

    /// In the log something else is in its place, and nobody shows it.
    void forget(ConversationId in, long number) {
        long seq = entry(in, number).seq();
        log(in).set((int) seq - 1, new Skip(seq, seq, Skip.ERASED));
        finale.views()
                .forEach(view -> Optional.ofNullable(view.conversations().get(in))
                        .ifPresent(shown ->
                                shown.lines().removeIf(line -> line.seq().orElse(0) == seq)));
        // Nor does anything that changed it.
        log(in).replaceAll(item ->
                item instanceof Entry entry && entry.content().target().orElse(0) == seq
                        ? new Skip(item.first(), item.last(), Skip.ERASED)
                        : item);
    }

    <T extends Happening> void replaceHappening(Class<T> type, Predicate<T> which, UnaryOperator<T> by) {
        change(type, which, by, true);
    }

    /// Says it once more, and differently.
    <T extends Happening> void repeat(Class<T> type, Predicate<T> which, UnaryOperator<T> by) {
        change(type, which, by, false);
    }

    /// The last one of them.
    private <T extends Happening> void change(Class<T> type, Predicate<T> which, UnaryOperator<T> by, boolean instead) {
        for (int i = happenings.size() - 1; i >= 0; i--) {
            if (type.isInstance(happenings.get(i)) && which.test(type.cast(happenings.get(i)))) {
                T changed = by.apply(type.cast(happenings.get(i)));
                if (instead) {
                    happenings.set(i, changed);
                } else {
                    happenings.add(i + 1, changed);
                }
                return;
            }
        }
        throw new IllegalArgumentException("no such " + type);
    }

    void removeAfterTheRestore(Predicate<Happening> which) {
        int restored = 0;
        while (!(happenings.get(restored) instanceof Happening.Restored)) {
            restored++;
        }
        happenings.subList(restored, happenings.size()).removeIf(which);
    }

    Entry append(ConversationId in, UserId from, Content content) {
        return append(in, from, content, log(in).getLast().last() + 1);
    }

    Entry skipOne(ConversationId in, UserId from, Content content) {
        return append(in, from, content, log(in).getLast().last() + 2);
    }

    private Entry append(ConversationId in, UserId from, Content content, long seq) {
        var entry = new Entry(seq, seq, from, DEVICE, new ClientMessageId("new-" + seq), content);
        log(in).add(entry);
        told(in, seq);
        return entry;
    }

    /// Everybody has everything up to there, and has said so.
    void told(ConversationId in, long seq) {
        for (long each = story.tale.room(in).log.size() + 1L; each <= seq; each++) {
            for (Phone phone : story.tale.phones) {
                long at = each;
                log(in).stream()
                        .filter(item -> item.first() == at)
                        .map(Entry.class::cast)
                        .filter(entry -> story.tale.room(in).members.contains(phone.user()))
                        .forEach(entry -> receives(phone, entry, in));
            }
        }
        for (Phone phone : story.tale.phones) {
            if (story.tale.room(in).members.contains(phone.user())) {
                Cursor before = cursors(in).getOrDefault(phone.user(), Cursor.NONE);
                var cursor = new Cursor(seq, before.read());
                cursors(in).put(phone.user(), cursor);
                happenings.add(new Happening.Claimed(phone.device, in, cursor));
                story.tale.phones.stream()
                        .filter(other -> !other.user().equals(phone.user()))
                        .filter(other -> view(other).conversations().containsKey(in))
                        .forEach(other -> shown(other, in).cursors().put(phone.user(), cursor));
            }
        }
    }

    private Map<UserId, Cursor> cursors(ConversationId in) {
        return Optional.ofNullable(finale.cursors().get(in)).orElseThrow();
    }

    void receives(Phone phone, Entry entry, ConversationId in) {
        happenings.add(new Happening.Received(
                phone.device,
                in,
                entry.seq(),
                entry.from(),
                entry.id(),
                entry.content().body().data()));
    }

    void replaceEntry(ConversationId in, long number, String text) {
        Entry entry = entry(in, number);
        log(in).set(
                        (int) entry.seq() - 1,
                        new Entry(
                                entry.seq(),
                                entry.at(),
                                entry.from(),
                                entry.device(),
                                entry.id(),
                                Content.message(text)));
        relabel(in, number, text);
    }

    /// Everybody shows it with this text.
    void relabel(ConversationId in, long number, String text) {
        long seq = entry(in, number).seq();
        finale.views()
                .forEach(view -> Optional.ofNullable(view.conversations().get(in))
                        .ifPresent(shown -> shown.lines()
                                .replaceAll(line -> line.seq().orElse(0) == seq
                                        ? new Line(line.seq(), line.from(), text, false, line.state())
                                        : line)));
    }

    Line line(long seq, UserId from, String text) {
        return new Line(OptionalLong.of(seq), from, text, false, "received");
    }

    void show(Phone phone, ConversationId in, Line line) {
        shown(phone, in).lines().add(line);
    }

    /// @param known whether it was written, so that each device is to show it
    void showEverywhere(Entry entry, boolean known) {
        finale.views()
                .forEach(view -> view.conversations().forEach((in, shown) -> {
                    if (known && log(in).contains(entry)) {
                        shown.lines()
                                .add(line(
                                        entry.seq(),
                                        entry.from(),
                                        entry.content().body().data()));
                    }
                }));
    }

    void dropLine(Phone phone, ConversationId in, long seq) {
        Optional.ofNullable(view(phone).conversations().get(in))
                .ifPresent(shown -> shown.lines().removeIf(line -> line.seq().orElse(0) == seq));
    }

    void replaceLine(Phone phone, ConversationId in, long seq, UnaryOperator<Line> by) {
        shown(phone, in).lines().replaceAll(line -> line.seq().orElse(0) == seq ? by.apply(line) : line);
    }

    void replaceShown(Phone phone, ConversationId in, UnaryOperator<Shown> by) {
        view(phone).conversations().put(in, by.apply(shown(phone, in)));
    }

    void marks(Phone phone, ConversationId in, String state) {
        shown(phone, in)
                .lines()
                .replaceAll(line -> line.from().equals(phone.user())
                        ? new Line(line.seq(), line.from(), line.text(), line.deleted(), state)
                        : line);
    }

    /// It is shown in the outbox.
    void waits(Phone phone, ConversationId in, long number, boolean failed) {
        String text = happenings.stream()
                .filter(Happening.Wrote.class::isInstance)
                .map(Happening.Wrote.class::cast)
                .filter(wrote -> wrote.number() == number)
                .findFirst()
                .orElseThrow()
                .text();
        view(phone)
                .waiting()
                .add(new Finale.Waiting(
                        Optional.of(in), "message", text, failed ? Optional.of("not_allowed") : Optional.empty()));
    }

    void dropFromOutbox(Phone phone, long number) {
        view(phone)
                .waiting()
                .removeIf(waiting -> Numbered.number(waiting.text()).orElse(0) == number);
        view(phone)
                .conversations()
                .values()
                .forEach(shown -> shown.lines()
                        .removeIf(line -> line.seq().isEmpty()
                                && Numbered.number(line.text()).orElse(0) == number));
    }

    /// The order in which two messages were written.
    void swapWrites(Phone phone, long one, long other) {
        int first = write(phone, one);
        int second = write(phone, other);
        Happening moved = happenings.get(first);
        happenings.set(first, happenings.get(second));
        happenings.set(second, moved);
    }

    private int write(Phone phone, long number) {
        for (int i = 0; i < happenings.size(); i++) {
            if (happenings.get(i) instanceof Happening.Wrote wrote
                    && wrote.number() == number
                    && wrote.device().equals(phone.device)) {
                return i;
            }
        }
        throw new IllegalArgumentException("nobody wrote " + number);
    }

    void dropCursor(ConversationId in, UserId user) {
        cursors(in).remove(user);
    }

    void unsettle(Phone phone) {
        finale.views()
                .replaceAll(view -> view.device().equals(phone.device)
                        ? new View(view.device(), view.conversations(), view.waiting(), false)
                        : view);
    }
}
