package dev.godwit.protocol;

import java.util.List;

/// What an entry of a group's log does to the group. These are the entries whose body the server reads; who
/// is in a group, and as what, is decided by them alone, in the order of the log.
///
/// [GroupChangeCodec] takes them to and from contents.
public sealed interface GroupChange {
    /// First entry of every group. Whoever sends it owns the group, whose id must be
    /// [ConversationId#group] of them and `nonce`.
    record Create(String nonce, String title, History history) implements GroupChange {}

    /// Takes people in, as members; at most [Limits#MAX_ADDED].
    record Add(List<UserId> users) implements GroupChange {
        public Add {
            users = List.copyOf(users);
        }
    }

    record Remove(UserId user) implements GroupChange {}

    record Leave() implements GroupChange {}

    record SetRole(UserId user, Role role) implements GroupChange {}

    /// Comes with an `expect` of the register `title`, so that a title given offline does not overwrite a
    /// newer one.
    record SetTitle(String title) implements GroupChange {}

    record SetHistory(History history) implements GroupChange {}

    record MakeLink(GroupLink link) implements GroupChange {}

    record RevokeLink(String code) implements GroupChange {}

    /// The only entry that somebody who is not a member can write: takes them in by a link.
    record Join(String code) implements GroupChange {}

    /// Written by the server behind the entry by which the last owner left: who owns the group now.
    record Inherit(UserId user) implements GroupChange {}

    /// Written by the server behind the entry by which the group outgrew a size, or shrank below one:
    /// whether its posts are read by cursor instead of pushed to each member.
    record Scale(boolean large) implements GroupChange {}
}
