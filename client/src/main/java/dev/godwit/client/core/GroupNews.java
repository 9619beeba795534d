package dev.godwit.client.core;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;

/// What the engine itself must know of the changes among some entries of a group; all else is the store's.
///
/// @param cameIn  last seq at which the user was taken in; 0 if at none
/// @param scaled  last seq at which it was said whether the group is large; 0 if at none
/// @param large   what was said there
record GroupNews(long cameIn, long scaled, boolean large) {
    static GroupNews of(List<? extends Item> items, UserId me) {
        long cameIn = 0;
        long scaled = 0;
        boolean large = false;
        for (Item item : items) {
            if (!(item instanceof Entry entry)
                    || !Kinds.isGroupChange(entry.content().kind())) {
                continue;
            }
            Optional<GroupChange> change = read(entry);
            if (change.isEmpty()) {
                continue;
            }
            if (takesIn(change.get(), entry.from(), me)) {
                cameIn = Math.max(cameIn, entry.seq());
            } else if (change.get() instanceof GroupChange.Scale scale && entry.seq() > scaled) {
                scaled = entry.seq();
                large = scale.large();
            }
        }
        return new GroupNews(cameIn, scaled, large);
    }

    private static boolean takesIn(GroupChange change, UserId from, UserId me) {
        return (change instanceof GroupChange.Add add && add.users().contains(me))
                || (change instanceof GroupChange.Join && from.equals(me));
    }

    /// A body that cannot be read is one of a later version.
    private static Optional<GroupChange> read(Entry entry) {
        try {
            return GroupChangeCodec.read(entry.content());
        } catch (BadFrameException e) {
            return Optional.empty();
        }
    }
}
