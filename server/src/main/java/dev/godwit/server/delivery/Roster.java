package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.StateDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// One user's conversations in the order in which they last changed, so that "what changed since" costs
/// what changed.
///
/// Owned by the delivery thread.
final class Roster {
    private final Map<ConversationId, RosterLine> lines = new HashMap<>();
    private final TreeSet<RosterLine> newestFirst =
            new TreeSet<>(Comparator.comparingLong(Roster::stamp).reversed().thenComparing(RosterLine::conversation));
    private final Map<ConversationId, RosterLine.Large> large = new HashMap<>();
    private final TreeSet<RosterLine.Former> lastLeftFirst = new TreeSet<>(
            Comparator.comparingLong(RosterLine.Former::end).reversed().thenComparing(RosterLine.Former::conversation));
    /// Over the lines that are the user's own; those of large groups move by themselves.
    private StateDigest digest = StateDigest.EMPTY;

    /// Notes where a conversation stands for the user; what is known of a later head stays.
    void note(RosterLine line) {
        var known = lines.get(line.conversation());
        if (known == null) {
            put(line);
        } else if (known.asOf() <= line.asOf()) {
            take(known);
            put(line.withLast(known.last().or(line.last())));
        }
    }

    private void put(RosterLine line) {
        lines.put(line.conversation(), line);
        newestFirst.add(line);
        switch (line) {
            case RosterLine.Large shared -> large.put(shared.conversation(), shared);
            case RosterLine.Member member -> digest = digest.with(member.conversation(), member.visibleHead());
            case RosterLine.Former former -> {
                digest = digest.with(former.conversation(), former.visibleHead());
                lastLeftFirst.add(former);
            }
        }
    }

    private void take(RosterLine line) {
        newestFirst.remove(line);
        switch (line) {
            case RosterLine.Large shared -> large.remove(shared.conversation());
            case RosterLine.Member member -> digest = digest.without(member.conversation(), member.visibleHead());
            case RosterLine.Former former -> {
                digest = digest.without(former.conversation(), former.visibleHead());
                lastLeftFirst.remove(former);
            }
        }
    }

    /// Conversations changed after the mark, newest first; those that the user left about when it was made
    /// last.
    List<ConversationId> changedSince(Mark since) {
        var changed = new ArrayList<RosterLine>();
        for (RosterLine line : newestFirst) {
            if (stamp(line) <= since.stamp()) {
                break;
            }
            if (line.last().isAfter(since)) {
                changed.add(line);
            }
        }
        for (RosterLine.Large line : large.values()) {
            if (!line.last().isAfter(since) && line.line().stamp() > since.stamp()) {
                changed.add(line);
            }
        }
        changed.sort(Comparator.comparingLong(Roster::lastChange).reversed());
        for (RosterLine.Former line : lastLeftFirst) {
            if (line.end() < since.earliest()) {
                break;
            }
            if (!line.last().isAfter(since)) {
                changed.add(line);
            }
        }
        return changed.stream().map(RosterLine::conversation).toList();
    }

    private static long lastChange(RosterLine line) {
        return line instanceof RosterLine.Large shared
                ? Math.max(stamp(shared), shared.line().stamp())
                : stamp(line);
    }

    private static long stamp(RosterLine line) {
        return line.last().stamp();
    }

    boolean isLarge(ConversationId conversation) {
        return large.containsKey(conversation);
    }

    /// Where the user's large groups stand now.
    Map<ConversationId, Long> largeHeads() {
        var heads = new LinkedHashMap<ConversationId, Long>();
        large.forEach((conversation, line) -> heads.put(conversation, line.visibleHead()));
        return heads;
    }

    String digest() {
        var whole = digest;
        for (RosterLine.Large line : large.values()) {
            whole = whole.with(line.conversation(), line.visibleHead());
        }
        return whole.toString();
    }
}
