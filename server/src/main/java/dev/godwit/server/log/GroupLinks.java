package dev.godwit.server.log;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.Role;

/// Ways into a group for whoever has them.
final class GroupLinks {
    /// The same for a link that is wrong, revoked, used up or over, and for a group that does not exist.
    static final String NO_SUCH_LINK = "This link does not work, or not any more.";

    private GroupLinks() {}

    static Ruling make(GroupChange.MakeLink make, Occasion occasion) {
        if (GroupRules.lacks(Role.ADMIN, occasion)) {
            return Ruling.refused(Code.NOT_ALLOWED, "Only owners and admins can make links.");
        }
        var group = occasion.group();
        GroupLink link = make.link();
        if (!Group.works(link, occasion.at())) {
            return Ruling.refused(Code.BAD_CONTENT, "This link would be over before anybody could use it.");
        }
        if (group.link(link.code(), occasion.at()).isPresent()) {
            return Ruling.refused(Code.NO_CHANGE, "This link exists already.");
        }
        if (group.links(occasion.at()).size() >= Limits.MAX_LINKS) {
            return Ruling.refused(
                    Code.NOT_ALLOWED, "A group has at most " + Limits.MAX_LINKS + " links. Revoke one of them first.");
        }
        var draft = occasion.draft();
        for (GroupLink old : group.allLinks()) {
            if (!Group.works(old, occasion.at())) {
                draft.forget(Group.linkFact(old.code()));
            }
        }
        return draft.fact(Group.linkFact(link.code()), Group.linkValue(link)).allowed();
    }

    static Ruling revoke(GroupChange.RevokeLink revoke, Occasion occasion) {
        if (GroupRules.lacks(Role.ADMIN, occasion)) {
            return Ruling.refused(Code.NOT_ALLOWED, "Only owners and admins can revoke links.");
        }
        if (occasion.group().link(revoke.code(), occasion.at()).isEmpty()) {
            return Ruling.refused(Code.NO_CHANGE, "This link does not work any more.");
        }
        return occasion.draft().forget(Group.linkFact(revoke.code())).allowed();
    }

    static Ruling join(GroupChange.Join join, Occasion occasion) {
        var person = occasion.state().person(occasion.actor());
        if (person.isPresent() && person.get().isMember()) {
            return Ruling.refused(Code.NO_CHANGE, "You are in this group already.");
        }
        if (person.isPresent() && person.get().removed()) {
            return Ruling.refused(
                    Code.NOT_A_MEMBER, "You were removed from this group. Only somebody in it can add you again.");
        }
        var link = occasion.group().link(join.code(), occasion.at());
        if (link.isEmpty() || occasion.state().count() == 0) {
            return Ruling.refused(Code.NO_CONVERSATION, NO_SUCH_LINK);
        }
        if (!Membership.hasRoomFor(1, occasion)) {
            return Membership.full();
        }
        var draft = occasion.draft().put(occasion.actor(), Membership.arrived(occasion, Role.MEMBER));
        return used(link.get(), draft).allowed();
    }

    private static StateDraft used(GroupLink link, StateDraft draft) {
        String name = Group.linkFact(link.code());
        if (link.uses() == 0) {
            return draft;
        }
        return link.uses() == 1
                ? draft.forget(name)
                : draft.fact(name, Group.linkValue(new GroupLink(link.code(), link.uses() - 1, link.until())));
    }
}
