package dev.godwit.testing.history;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What all rules judge from.
///
/// @param logs     in the order of their ids
/// @param last     number of the store that is there in the end, see [Epochs]
/// @param ordered  [History#isOrdered]
/// @param outboxes what stands in the outboxes about each message
record Evidence(
        Ledger ledger,
        Map<ConversationId, FinalLog> logs,
        Finale finale,
        int last,
        boolean ordered,
        Map<Long, List<Standing>> outboxes) {
    /// A message, or a change of it, that is in a device's outbox.
    ///
    /// @param what    see [Finale.Waiting#what]
    /// @param failed  whether it is shown as failed; else it waits
    /// @param settled whether the device says that nothing is left to do
    record Standing(Device device, String what, boolean failed, boolean settled) {
        /// Whether it is right that it is still there.
        boolean excuses() {
            return failed || !settled;
        }
    }

    static Evidence of(Ledger ledger, Finale finale, int last, boolean ordered) {
        Set<UserId> users = new LinkedHashSet<>(ledger.users());
        finale.views().forEach(view -> users.add(view.device().user()));
        finale.logs()
                .values()
                .forEach(items -> items.forEach(item -> {
                    if (item instanceof Entry entry) {
                        users.add(entry.from());
                    }
                }));
        Map<ConversationId, FinalLog> logs = new TreeMap<>();
        finale.logs().forEach((id, items) -> logs.put(id, log(id, items, users, ledger)));
        return new Evidence(ledger, logs, finale, last, ordered, outboxes(finale));
    }

    private static FinalLog log(ConversationId id, List<Item> items, Set<UserId> users, Ledger ledger) {
        var log = new FinalLog(id, items, users);
        for (Item item : items) {
            if (item instanceof Entry entry && FinalLog.isMessage(entry)) {
                Written message = ledger.of(entry.content().body().data());
                if (message != null && message.place == null && isBy(message, id, entry.from())) {
                    message.place = entry;
                }
            }
        }
        return log;
    }

    static boolean isBy(Written message, ConversationId conversation, UserId from) {
        return message.conversation.equals(conversation) && message.user().equals(from);
    }

    private static Map<Long, List<Standing>> outboxes(Finale finale) {
        Map<Long, List<Standing>> out = new HashMap<>();
        for (Finale.View view : finale.views()) {
            for (Finale.Waiting waiting : view.waiting()) {
                stands(
                        out,
                        waiting.text(),
                        view,
                        waiting.what(),
                        waiting.failed().isPresent());
            }
            for (Finale.Shown shown : view.conversations().values()) {
                for (Finale.Line line : shown.lines()) {
                    if (line.seq().isEmpty()) {
                        stands(out, line.text(), view, "message", line.state().equals("failed"));
                    }
                }
            }
        }
        return out;
    }

    private static void stands(
            Map<Long, List<Standing>> out, String text, Finale.View view, String what, boolean failed) {
        Numbered.number(text)
                .ifPresent(number -> out.computeIfAbsent(number, n -> new ArrayList<>())
                        .add(new Standing(view.device(), what, failed, view.settled())));
    }

    List<Standing> standing(Written message) {
        return outboxes.getOrDefault(message.number, List.of());
    }

    @Nullable
    FinalLog log(ConversationId id) {
        return logs.get(id);
    }

    /// What stands at a place in the end; null if nothing does.
    @Nullable
    Entry at(ConversationId conversation, long seq) {
        FinalLog log = logs.get(conversation);
        return log == null ? null : log.at(seq);
    }

    String name(UserId user) {
        return ledger.name(user);
    }
}
