package dev.godwit.protocol;

import java.util.List;
import java.util.Optional;

/// A group as one of its members sees it at a seq: the sum of its log up to there, for whoever does not
/// have, or may not see, all of it.
///
/// @param seq     the last entry that is in it
/// @param titleVersion what a `group.title` written on top of this one must expect
/// @param large   whether posts are read by cursor
/// @param count   how many members there are
/// @param role    the asker's own; empty for who is no member any more, and then `title` is empty and there
///   is nobody in `members`
/// @param members all of them; of a large group nobody: ask for pages
/// @param links   those that work; for owners and admins only
public record GroupView(
        long seq,
        String title,
        long titleVersion,
        History history,
        boolean large,
        int count,
        Optional<Role> role,
        List<Member> members,
        List<GroupLink> links) {
    public GroupView {
        members = List.copyOf(members);
        links = List.copyOf(links);
    }

    /// For who was a member once.
    public static GroupView former(long seq) {
        return new GroupView(seq, "", 0, History.JOINED, false, 0, Optional.empty(), List.of(), List.of());
    }

    public record Member(UserId user, Role role) {}
}
