package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.StateDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// One user's conversations in the order in which they last changed, so that "what changed since" costs what changed.
///
/// Owned by the delivery thread.
final class Roster {
    /// @param visibleHead last seq that the user may see
    /// @param stamp       of the last change, of entries or cursors
    private record Line(ConversationId conversation, long visibleHead, long stamp) {}

    private final Map<ConversationId, Line> lines = new HashMap<>();
    private final TreeSet<Line> newestFirst =
            new TreeSet<>(Comparator.comparingLong(Line::stamp).reversed().thenComparing(Line::conversation));
    private StateDigest digest = StateDigest.EMPTY;

    /// Notes a change; what is known already and newer stays.
    void touch(ConversationId conversation, long visibleHead, long stamp) {
        var known = lines.getOrDefault(conversation, new Line(conversation, 0, 0));
        var line = new Line(conversation, Math.max(known.visibleHead(), visibleHead), Math.max(known.stamp(), stamp));
        digest = digest.without(conversation, known.visibleHead()).with(conversation, line.visibleHead());
        newestFirst.remove(known);
        newestFirst.add(line);
        lines.put(conversation, line);
    }

    /// Conversations changed after `stamp`, newest first.
    List<ConversationId> changedSince(long stamp) {
        var changed = new ArrayList<ConversationId>();
        for (Line line : newestFirst) {
            if (line.stamp() <= stamp) {
                break;
            }
            changed.add(line.conversation());
        }
        return changed;
    }

    String digest() {
        return digest.toString();
    }
}
