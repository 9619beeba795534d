package dev.godwit.server.log;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState.Person;
import dev.godwit.server.log.ConversationState.Stay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Coming, going and roles in a group.
final class Membership {
    private Membership() {}

    static Ruling add(GroupChange.Add add, Occasion occasion) {
        if (GroupRules.lacks(Role.ADMIN, occasion)) {
            return Ruling.refused(Code.NOT_ALLOWED, "Only owners and admins can add people.");
        }
        var newcomers = newcomers(add, occasion.state());
        if (newcomers.isEmpty()) {
            return Ruling.refused(
                    Code.NO_CHANGE,
                    add.users().size() == 1
                            ? add.users().getFirst() + " is in this group already."
                            : "They are all in this group already.");
        }
        for (UserId user : newcomers) {
            switch (occasion.standing(user)) {
                case UNKNOWN -> {
                    return Ruling.refused(Code.BAD_CONTENT, "There is no user " + user + ".");
                }
                case BLOCKED -> {
                    return Ruling.refused(Code.NOT_ACCEPTED, user + " does not want to be added by you.");
                }
                case ACCEPTS -> {}
            }
        }
        if (!hasRoomFor(newcomers.size(), occasion)) {
            return full();
        }
        var draft = occasion.draft();
        newcomers.forEach(user -> draft.put(user, arrived(user, occasion, Role.MEMBER)));
        return draft.allowed();
    }

    /// Those of them who are not in it.
    static List<UserId> newcomers(GroupChange.Add add, ConversationState state) {
        return add.users().stream()
                .distinct()
                .filter(user -> !state.isMember(user))
                .toList();
    }

    static boolean hasRoomFor(int more, Occasion occasion) {
        return occasion.state().count() + more <= Limits.MAX_MEMBERS;
    }

    static Ruling full() {
        return Ruling.refused(Code.NOT_ALLOWED, "A group has at most " + Limits.MAX_MEMBERS + " members.");
    }

    static Ruling remove(GroupChange.Remove remove, Occasion occasion) {
        UserId user = remove.user();
        if (user.equals(occasion.actor())) {
            return Ruling.refused(Code.NOT_ALLOWED, "You cannot remove yourself. To go, leave the group.");
        }
        if (GroupRules.lacks(Role.ADMIN, occasion)) {
            return Ruling.refused(Code.NOT_ALLOWED, "Only owners and admins can remove people.");
        }
        var role = occasion.group().role(user);
        if (role.isEmpty()) {
            return Ruling.refused(Code.NO_CHANGE, absent(user, occasion));
        }
        if (role.get() == Role.OWNER && GroupRules.lacks(Role.OWNER, occasion)) {
            return Ruling.refused(Code.NOT_ALLOWED, "Only owners can remove " + user + ", who is an owner.");
        }
        return gone(user, true, occasion).allowed();
    }

    /// When the last owner goes and somebody stays, the group gets a new one.
    static Ruling leave(Occasion occasion) {
        var draft = gone(occasion.actor(), false, occasion);
        boolean owned = occasion.group().role(occasion.actor()).equals(Optional.of(Role.OWNER));
        if (owned && !hasOwner(draft.state())) {
            heir(draft.state()).ifPresent(heir -> {
                draft.put(heir, withRole(draft.state(), heir, Role.OWNER));
                draft.follow(GroupChangeCodec.write(new GroupChange.Inherit(heir)));
            });
        }
        return draft.allowed();
    }

    static Ruling setRole(GroupChange.SetRole set, Occasion occasion) {
        UserId user = set.user();
        if (GroupRules.lacks(Role.OWNER, occasion)) {
            return Ruling.refused(Code.NOT_ALLOWED, "Only owners can give and take roles.");
        }
        var before = occasion.group().role(user);
        if (before.isEmpty()) {
            return Ruling.refused(Code.NO_CHANGE, absent(user, occasion));
        }
        if (before.get() == set.role()) {
            return Ruling.refused(Code.NO_CHANGE, user + " is that already.");
        }
        var draft = occasion.draft().put(user, withRole(occasion.state(), user, set.role()));
        return hasOwner(draft.state())
                ? draft.allowed()
                : Ruling.refused(
                        Code.NOT_ALLOWED, "You are the only owner. Make somebody else an owner before you stop.");
    }

    static Person arrived(Occasion occasion, Role role) {
        return arrived(occasion.actor(), occasion, role);
    }

    /// Where the whole past is open, it is a stay of its own, up to the entry before: so the last stay still tells
    /// since
    /// when somebody has been a member.
    private static Person arrived(UserId user, Occasion occasion, Role role) {
        var stays = new ArrayList<Stay>();
        if (occasion.group().history() == History.JOINED) {
            occasion.state().person(user).ifPresent(before -> stays.addAll(before.stays()));
        } else if (occasion.seq() > 1) {
            stays.add(new Stay(1, occasion.seq() - 1, occasion.lastAt()));
        }
        stays.add(Stay.from(occasion.seq()));
        return new Person(stays, Optional.of(role), false);
    }

    private static StateDraft gone(UserId user, boolean removed, Occasion occasion) {
        var stays = new ArrayList<>(occasion.state().person(user).orElseThrow().stays());
        stays.set(stays.size() - 1, new Stay(stays.getLast().from(), occasion.seq(), occasion.at()));
        return occasion.draft().put(user, new Person(stays, Optional.empty(), removed));
    }

    private static Person withRole(ConversationState state, UserId user, Role role) {
        var person = state.person(user).orElseThrow();
        return new Person(person.stays(), Optional.of(role), person.removed());
    }

    private static boolean hasOwner(ConversationState state) {
        return state.people().values().stream().anyMatch(person -> person.role().equals(Optional.of(Role.OWNER)));
    }

    /// The admin who has been in it for longest, or else the member; of those who came by one entry, the first id.
    private static Optional<UserId> heir(ConversationState state) {
        return state.people().entrySet().stream()
                .filter(each -> each.getValue().isMember())
                .min(Comparator.<Map.Entry<UserId, Person>>comparingInt(
                                each -> each.getValue().role().orElseThrow() == Role.ADMIN ? 0 : 1)
                        .thenComparingLong(
                                each -> each.getValue().stays().getLast().from())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }

    private static String absent(UserId user, Occasion occasion) {
        return user
                + (occasion.state().person(user).isPresent()
                        ? " is not in this group any more."
                        : " is not in this group.");
    }
}
