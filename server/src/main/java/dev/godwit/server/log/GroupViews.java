package dev.godwit.server.log;

import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Groups as one of their people may see them.
public final class GroupViews {
    private GroupViews() {}

    /// Empty for who never was a member. Who was one once learns how far they may read, and nothing else.
    ///
    /// @param now server time, milliseconds since 1970 UTC: links that are over are left out
    public static Optional<GroupView> of(Head head, UserId viewer, long now) {
        var person = head.state().person(viewer);
        if (person.isEmpty()) {
            return Optional.empty();
        }
        if (person.get().role().isEmpty()) {
            return Optional.of(GroupView.former(Visibility.of(head, viewer).head()));
        }
        var group = Group.of(head);
        Role role = person.get().role().get();
        List<GroupView.Member> members = group.isLarge() ? List.of() : members(head, Optional.empty(), group.count());
        List<GroupLink> links = role == Role.MEMBER ? List.of() : group.links(now);
        return Optional.of(new GroupView(
                head.seq(),
                group.title(),
                group.titleVersion(),
                group.history(),
                group.isLarge(),
                group.count(),
                Optional.of(role),
                members,
                links));
    }

    /// A page of the members in the order of their ids; costs a look at everybody who ever was one.
    ///
    /// @param after the last one of the page before
    public static List<GroupView.Member> members(Head head, Optional<UserId> after, int limit) {
        return head.state().people().entrySet().stream()
                .filter(each -> each.getValue().isMember())
                .filter(each -> after.isEmpty() || each.getKey().compareTo(after.get()) > 0)
                .sorted(Map.Entry.comparingByKey())
                .limit(limit)
                .map(each -> new GroupView.Member(
                        each.getKey(), each.getValue().role().orElseThrow()))
                .toList();
    }
}
