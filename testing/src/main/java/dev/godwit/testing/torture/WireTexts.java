package dev.godwit.testing.torture;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import dev.godwit.testing.history.Numbered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Ids and texts of what is written on the wire. Both follow from the number; so whoever meets such a message again, of
/// which there may be millions, keeps the number, and all share one copy of the rest.
final class WireTexts {
    /// What one sender writes: its k-th message has the number `base + k`.
    static final class Block {
        private final String name;
        private final long base;
        private final List<ClientMessageId> ids = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();

        private Block(String name, long base) {
            this.name = name;
            this.base = base;
        }

        /// Of the message with this index, from 1; made anew each time.
        ClientMessageId freshId(int index) {
            return new ClientMessageId(name + "-" + (base + index));
        }

        String freshText(int index) {
            return Numbered.text(base + index, name);
        }

        long number(int index) {
            return base + index;
        }

        int index(ClientMessageId id) {
            return Math.toIntExact(
                    Long.parseLong(id.value(), name.length() + 1, id.value().length(), 10) - base);
        }

        boolean owns(ClientMessageId id) {
            return id.value().startsWith(name + "-");
        }

        /// The one copy that is kept.
        synchronized ClientMessageId id(int index) {
            fill(index);
            return ids.get(index);
        }

        synchronized String text(int index) {
            fill(index);
            return texts.get(index);
        }

        private void fill(int index) {
            for (int i = ids.size(); i <= index; i++) {
                ids.add(freshId(i));
                texts.add(freshText(i));
            }
        }
    }

    private final Map<Long, Block> blocks = new ConcurrentHashMap<>();

    /// @param base from [Numbers]
    /// @param name of letters, digits, `-` and `/`
    Block block(String name, long base) {
        var block = new Block(name.replace('/', '.'), base);
        blocks.put(base / Numbers.BLOCK, block);
        return block;
    }

    /// The number under which this entry was written on the wire, if it is exactly what was written; else 0.
    long number(Entry entry) {
        if (!entry.content().kind().equals(Kinds.MESSAGE)) {
            return 0;
        }
        String text = entry.content().body().data();
        long number = Numbered.number(text).orElse(0);
        Block block = blocks.get(number / Numbers.BLOCK);
        if (block == null || number == block.base) {
            return 0;
        }
        int index = Math.toIntExact(number - block.base);
        return text.equals(block.freshText(index)) && entry.id().equals(block.freshId(index)) ? number : 0;
    }

    ClientMessageId id(long number) {
        Block block = block(number);
        return block.id(Math.toIntExact(number - block.base));
    }

    String text(long number) {
        Block block = block(number);
        return block.text(Math.toIntExact(number - block.base));
    }

    private Block block(long number) {
        Block block = blocks.get(number / Numbers.BLOCK);
        if (block == null) {
            throw new IllegalArgumentException("nobody on the wire wrote " + number);
        }
        return block;
    }
}
