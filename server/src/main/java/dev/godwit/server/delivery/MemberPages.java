package dev.godwit.server.delivery;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.GroupViews;
import dev.godwit.server.log.Head;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Pages of groups' members, put in order once for all pages until the members change.
///
/// Owned by the delivery thread.
final class MemberPages {
    private static final int MAX_GROUPS = 16;

    private final LinkedHashMap<ConversationId, Ordered> byGroup = new LinkedHashMap<>(16, 0.75f, true);

    private record Ordered(ConversationState of, List<GroupView.Member> members) {}

    ServerFrame.Members page(ClientFrame.Members asked, Head head) {
        var members = ordered(asked.conversation(), head);
        int from = asked.after().map(after -> firstBehind(members, after)).orElse(0);
        int to = Math.min(members.size(), from + asked.limit());
        return new ServerFrame.Members(
                asked.rid(), asked.conversation(), members.subList(from, to), members.size(), to < members.size());
    }

    /// The people of a state are the same map as long as nobody comes, goes or gets another role.
    @SuppressWarnings("ReferenceEquality")
    private List<GroupView.Member> ordered(ConversationId group, Head head) {
        var known = byGroup.get(group);
        if (known != null && known.of().people() == head.state().people()) {
            return known.members();
        }
        var members = GroupViews.members(head, Optional.empty(), head.state().count());
        byGroup.put(group, new Ordered(head.state(), members));
        if (byGroup.size() > MAX_GROUPS) {
            byGroup.pollFirstEntry();
        }
        return members;
    }

    private static int firstBehind(List<GroupView.Member> members, UserId after) {
        int low = 0;
        int high = members.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (members.get(middle).user().compareTo(after) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
