package dev.godwit.server.log;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.Role;

/// Who may change what of a group, and what becomes of it then.
final class GroupRules {
    private final LogLimits limits;

    GroupRules(LogLimits limits) {
        this.limits = limits;
    }

    Ruling rule(GroupChange change, Occasion occasion) {
        return switch (change) {
            case GroupChange.Create create -> open(create, occasion);
            case GroupChange.Add add -> scaled(Membership.add(add, occasion));
            case GroupChange.Remove remove -> scaled(Membership.remove(remove, occasion));
            case GroupChange.Leave() -> scaled(Membership.leave(occasion));
            case GroupChange.Join join -> scaled(GroupLinks.join(join, occasion));
            case GroupChange.SetRole role -> Membership.setRole(role, occasion);
            case GroupChange.SetTitle title -> title(title, occasion);
            case GroupChange.SetHistory history -> history(history, occasion);
            case GroupChange.MakeLink make -> GroupLinks.make(make, occasion);
            case GroupChange.RevokeLink revoke -> GroupLinks.revoke(revoke, occasion);
            case GroupChange.Inherit i -> Ruling.refused(Code.BAD_CONTENT, "Only the server says who inherits.");
            case GroupChange.Scale s -> Ruling.refused(Code.BAD_CONTENT, "Only the server says what is large.");
        };
    }

    static boolean isCreator(GroupChange.Create create, Occasion occasion) {
        return occasion.conversation().equals(ConversationId.group(occasion.actor(), create.nonce()));
    }

    private static Ruling open(GroupChange.Create create, Occasion occasion) {
        if (occasion.seq() != 1) {
            return Ruling.refused(Code.BAD_CONTENT, "This group exists already.");
        }
        return occasion.draft()
                .put(occasion.actor(), Membership.arrived(occasion, Role.OWNER))
                .fact(Group.TITLE, create.title())
                .fact(Group.HISTORY, create.history().wire())
                .allowed();
    }

    private static Ruling title(GroupChange.SetTitle set, Occasion occasion) {
        if (lacks(Role.ADMIN, occasion)) {
            return Ruling.refused(Code.NOT_ALLOWED, "Only owners and admins can change the title.");
        }
        return occasion.draft()
                .fact(Group.TITLE, set.title())
                .fact(Group.TITLE_VERSION, Long.toString(occasion.seq()))
                .allowed();
    }

    private static Ruling history(GroupChange.SetHistory set, Occasion occasion) {
        if (lacks(Role.ADMIN, occasion)) {
            return Ruling.refused(Code.NOT_ALLOWED, "Only owners and admins can change what newcomers may read.");
        }
        if (occasion.group().history() == set.history()) {
            return Ruling.refused(Code.NO_CHANGE, "Newcomers may read just that already.");
        }
        return occasion.draft().fact(Group.HISTORY, set.history().wire()).allowed();
    }

    static boolean lacks(Role needed, Occasion occasion) {
        return occasion.group()
                .role(occasion.actor())
                .filter(role -> role.compareTo(needed) >= 0)
                .isEmpty();
    }

    /// Behind a change of who is in it: notes that the group has become large, or is not any more.
    private Ruling scaled(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Refused refused -> refused;
            case Ruling.Allowed allowed -> {
                boolean before = new Group(allowed.state()).isLarge();
                boolean after = limits.isLarge(allowed.state().count(), before);
                if (before == after) {
                    yield allowed;
                }
                var draft = new StateDraft(allowed);
                if (after) {
                    draft.fact(Group.LARGE, "");
                } else {
                    draft.forget(Group.LARGE);
                }
                draft.follow(GroupChangeCodec.write(new GroupChange.Scale(after)));
                yield draft.allowed();
            }
        };
    }
}
