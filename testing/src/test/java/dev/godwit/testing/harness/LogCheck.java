package dev.godwit.testing.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.ServerFrame;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What must be true of a log whatever was killed meanwhile.
public final class LogCheck {
    private LogCheck() {}

    /// Gapless from 1, nothing hidden; times never go back.
    public static List<Entry> gapless(List<? extends Item> items) {
        long expected = 1;
        long at = 0;
        for (Item item : items) {
            assertTrue(item instanceof Entry, () -> "hidden: " + item);
            Entry entry = (Entry) item;
            assertEquals(expected, entry.seq(), "gapless");
            assertTrue(entry.at() >= at, () -> "time went back at " + entry);
            at = entry.at();
            expected++;
        }
        return items.stream().map(Entry.class::cast).toList();
    }

    /// Every acked message stands at its seq, with its time and its text, exactly once; the messages of one device are
    /// in
    /// the order in which it wrote them; and nobody else wrote.
    ///
    /// @param acked of each sender, as it was before `log` was read
    public static void holds(List<Entry> log, Map<LoadSender, Map<ClientMessageId, ServerFrame.Sent>> acked) {
        var byId = new HashMap<ClientMessageId, Entry>();
        var lastIndex = new HashMap<LoadSender, Integer>();
        for (Entry entry : log) {
            if (entry.content().kind().equals("create")) {
                continue;
            }
            assertTrue(byId.put(entry.id(), entry) == null, () -> "stored twice: " + entry);
            LoadSender sender = senderOf(entry, acked.keySet());
            int index = sender.index(entry.id());
            assertEquals(lastIndex.getOrDefault(sender, 0) + 1, index, () -> "out of order at " + entry);
            lastIndex.put(sender, index);
            assertEquals(sender.me().user(), entry.from());
            assertEquals(sender.me().device(), entry.device());
            assertEquals(
                    sender.prefix() + " says " + index, entry.content().body().data());
        }
        acked.forEach((sender, answers) -> answers.forEach((id, sent) -> {
            Entry entry = byId.get(id);
            assertTrue(entry != null, () -> "acked and gone: " + sent + "; the log ends at " + log.size());
            assertEquals(sent.seq(), entry.seq(), () -> "acked at another seq: " + sent);
            assertEquals(sent.at(), entry.at(), () -> "acked at another time: " + sent);
        }));
    }

    private static LoadSender senderOf(Entry entry, Collection<LoadSender> senders) {
        return senders.stream()
                .filter(each -> each.wrote(entry.id()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody wrote " + entry));
    }
}
