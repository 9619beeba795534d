package dev.godwit.server.log;

import dev.godwit.protocol.ClientFrame.Direction;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.Skip;
import dev.godwit.server.log.Visibility.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Pages of a log as one reader may see them: what is hidden comes as a skip, so that it is never taken for missing.
public final class LogReader {
    private final LogStore store;

    public LogReader(LogStore store) {
        this.store = store;
    }

    /// @param items in the asked direction
    /// @param more  whether another page in this direction has anything
    public record Page(List<Item> items, boolean more) {}

    /// One page after or before `seq`. Covers at most one visible stretch and the hidden one in front of it.
    public CompletionStage<Page> page(
            ConversationId conversation, Visibility visibility, Direction direction, long seq, int limit) {
        return switch (direction) {
            case AFTER -> after(conversation, visibility, seq, limit);
            case BEFORE -> before(conversation, visibility, Math.min(seq, visibility.head() + 1), limit);
        };
    }

    private CompletionStage<Page> after(ConversationId conversation, Visibility visibility, long seq, int limit) {
        var stretch = visibility.from(seq + 1);
        if (stretch.isEmpty()) {
            return CompletableFuture.completedStage(new Page(List.of(), false));
        }
        Stretch s = stretch.get();
        return store.readAfter(conversation, s.first() - 1, limit, Limits.PAGE_BYTES)
                .thenApply(found -> {
                    var items = new ArrayList<Item>();
                    if (s.first() > seq + 1) {
                        items.add(new Skip(seq + 1, s.first() - 1, Skip.NOT_A_MEMBER));
                    }
                    for (Item item : found) {
                        if (item.first() <= s.last()) {
                            items.add(cutTo(item, s));
                        }
                    }
                    long covered = items.isEmpty() ? seq : items.getLast().last();
                    return new Page(items, covered < visibility.head());
                });
    }

    private CompletionStage<Page> before(ConversationId conversation, Visibility visibility, long seq, int limit) {
        var stretch = visibility.upTo(seq - 1);
        if (stretch.isEmpty()) {
            // Nothing visible is older: the rest is hidden, and saying so ends the reader's search.
            List<Item> hidden = seq > 1 ? List.of(new Skip(1, seq - 1, Skip.NOT_A_MEMBER)) : List.of();
            return CompletableFuture.completedStage(new Page(hidden, false));
        }
        Stretch s = stretch.get();
        return store.readBefore(conversation, s.last() + 1, limit, Limits.PAGE_BYTES)
                .thenApply(found -> {
                    var items = new ArrayList<Item>();
                    if (s.last() < seq - 1) {
                        items.add(new Skip(s.last() + 1, seq - 1, Skip.NOT_A_MEMBER));
                    }
                    for (Item item : found) {
                        if (item.last() >= s.first()) {
                            items.add(cutTo(item, s));
                        }
                    }
                    long covered = items.isEmpty() ? seq : items.getLast().first();
                    return new Page(items, covered > 1);
                });
    }

    private static Item cutTo(Item item, Stretch s) {
        return item instanceof Skip skip
                ? new Skip(Math.max(skip.from(), s.first()), Math.min(skip.to(), s.last()), skip.reason())
                : item;
    }
}
