package dev.godwit.testing.history;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One conversation as the server has it in the end.
final class FinalLog {
    /// A message with its edits applied.
    record Shown(String text, boolean deleted) {}

    final ConversationId id;
    final List<Item> items;
    private final @Nullable Entry[] entries;
    /// Edits and deletions by their target, in the order of the log.
    private final Map<Long, List<Entry>> changes = new HashMap<>();
    private final Stays stays = new Stays();
    /// Of a conversation that is no group.
    private final Set<UserId> pair = new LinkedHashSet<>();

    FinalLog(ConversationId id, List<Item> items, Iterable<UserId> users) {
        this.id = id;
        this.items = items;
        long head = 0;
        for (Item item : items) {
            head = Math.max(head, item.last());
        }
        entries = new Entry[(int) head + 1];
        for (Item item : items) {
            if (item instanceof Entry entry && entries[(int) entry.seq()] == null) {
                entries[(int) entry.seq()] = entry;
                follow(entry);
            }
        }
        findPair(users);
    }

    private void follow(Entry entry) {
        stays.follow(entry);
        if (isChange(entry) && entry.content().target().isPresent()) {
            changes.computeIfAbsent(entry.content().target().getAsLong(), target -> new ArrayList<>())
                    .add(entry);
        }
    }

    private void findPair(Iterable<UserId> users) {
        if (id.type() == ConversationType.ACCOUNT) {
            users.forEach(user -> {
                if (ConversationId.account(user).equals(id)) {
                    pair.add(user);
                }
            });
        } else if (id.type() == ConversationType.DIRECT) {
            for (Entry entry : entries) {
                if (entry != null && !pair.contains(entry.from())) {
                    addPair(entry.from(), users);
                }
            }
        }
    }

    private void addPair(UserId one, Iterable<UserId> users) {
        for (UserId other : users) {
            if (ConversationId.direct(one, other).equals(id)) {
                pair.add(one);
                pair.add(other);
                return;
            }
        }
    }

    static boolean isMessage(Entry entry) {
        return entry.content().kind().equals(Kinds.MESSAGE);
    }

    static boolean isChange(Entry entry) {
        return entry.content().kind().equals(Kinds.EDIT)
                || entry.content().kind().equals(Kinds.DELETE);
    }

    long head() {
        return entries.length - 1L;
    }

    /// Null where there is nothing, or nothing any more.
    @Nullable
    Entry at(long seq) {
        return seq < 1 || seq >= entries.length ? null : entries[(int) seq];
    }

    private boolean isGroup() {
        return id.type() == ConversationType.GROUP;
    }

    boolean isMember(UserId user) {
        return isGroup() ? stays.isMember(user) : pair.contains(user);
    }

    /// Members of today, in the order in which they were first mentioned.
    List<UserId> members() {
        return isGroup() ? stays.people().stream().filter(stays::isMember).toList() : List.copyOf(pair);
    }

    /// Seq since which a member is in it.
    long since(UserId member) {
        return isGroup() ? stays.since(member) : 1;
    }

    boolean maySee(UserId user, long seq) {
        return isGroup() ? stays.maySee(user, seq) : pair.contains(user);
    }

    /// Last seq that the user may see; 0 if there is none.
    long head(UserId user) {
        return isGroup() ? Math.min(stays.last(user), head()) : pair.contains(user) ? head() : 0;
    }

    /// See [Stays#state].
    int membership(UserId user, long asOf) {
        return isGroup() ? stays.state(user, asOf) : 0;
    }

    /// Whether the user might see it while their membership was in this state.
    boolean maySee(UserId user, int membership, long seq) {
        return isGroup() ? stays.maySee(user, membership, seq) : pair.contains(user);
    }

    /// Whether it ever was a group so large that nobody is told what has reached whom.
    boolean wasLarge() {
        return stays.wasLarge();
    }

    /// Edits and deletions of the message at this seq, by whoever wrote it.
    List<Entry> changes(Entry message) {
        List<Entry> all = changes.get(message.seq());
        return all == null
                ? List.of()
                : all.stream()
                        .filter(change -> change.from().equals(message.from()))
                        .toList();
    }

    /// A message as everything that this user may see makes it.
    Shown shown(Entry message, UserId viewer) {
        String text = message.content().body().data();
        for (Entry change : changes(message)) {
            if (maySee(viewer, change.seq())) {
                if (change.content().kind().equals(Kinds.DELETE)) {
                    return new Shown("", true);
                }
                text = change.content().body().data();
            }
        }
        return new Shown(text, false);
    }

    boolean isDeleted(Entry message) {
        return changes(message).stream()
                .anyMatch(change -> change.content().kind().equals(Kinds.DELETE));
    }
}
