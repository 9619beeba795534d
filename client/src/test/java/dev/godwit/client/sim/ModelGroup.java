package dev.godwit.client.sim;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rules of groups as docs/protocol.md says them.
final class ModelGroup {
    /// In the order in which they came.
    private final Map<UserId, Role> members = new LinkedHashMap<>();

    private final Set<UserId> removed = new HashSet<>();
    private final Map<String, GroupLink> links = new TreeMap<>();
    private String title = "";
    private long titleVersion;
    private History history = History.JOINED;

    ModelGroup copy() {
        var copy = new ModelGroup();
        copy.members.putAll(members);
        copy.removed.addAll(removed);
        copy.links.putAll(links);
        copy.title = title;
        copy.titleVersion = titleVersion;
        copy.history = history;
        return copy;
    }

    Map<UserId, Role> members() {
        return members;
    }

    String title() {
        return title;
    }

    long titleVersion() {
        return titleVersion;
    }

    private boolean manages(UserId user) {
        return members.getOrDefault(user, Role.MEMBER) != Role.MEMBER;
    }

    private long owners() {
        return members.values().stream().filter(Role.OWNER::equals).count();
    }

    /// Of a join: whether the link lets them in.
    boolean letsIn(UserId user, String code) {
        return links.containsKey(code) && !removed.contains(user);
    }

    /// Why a member may not do this; empty if they may.
    ///
    /// @param version what the sender believes the title's version to be
    Optional<Code> refuses(UserId from, GroupChange change, Optional<Long> version) {
        return switch (change) {
            case GroupChange.Create create -> Optional.of(Code.NOT_ALLOWED);
            case GroupChange.Join join -> Optional.of(Code.NO_CHANGE);
            case GroupChange.Inherit inherit -> Optional.of(Code.BAD_CONTENT);
            case GroupChange.Scale scale -> Optional.of(Code.BAD_CONTENT);
            case GroupChange.Leave leave -> Optional.empty();
            case GroupChange.Add add -> {
                if (!manages(from)) {
                    yield Optional.of(Code.NOT_ALLOWED);
                }
                yield members.keySet().containsAll(add.users()) ? Optional.of(Code.NO_CHANGE) : Optional.empty();
            }
            case GroupChange.Remove remove -> {
                Role theirs = members.get(remove.user());
                if (!manages(from)
                        || remove.user().equals(from)
                        || (theirs == Role.OWNER && members.get(from) != Role.OWNER)) {
                    yield Optional.of(Code.NOT_ALLOWED);
                }
                yield theirs == null ? Optional.of(Code.NO_CHANGE) : Optional.empty();
            }
            case GroupChange.SetRole set -> {
                Role theirs = members.get(set.user());
                if (members.get(from) != Role.OWNER || (theirs == Role.OWNER && owners() == 1)) {
                    yield Optional.of(Code.NOT_ALLOWED);
                }
                yield theirs == null || theirs == set.role() ? Optional.of(Code.NO_CHANGE) : Optional.empty();
            }
            case GroupChange.SetTitle set -> {
                if (!manages(from)) {
                    yield Optional.of(Code.NOT_ALLOWED);
                }
                yield version.filter(expected -> expected != titleVersion).map(expected -> Code.STALE);
            }
            case GroupChange.SetHistory set -> manages(from) ? Optional.empty() : Optional.of(Code.NOT_ALLOWED);
            case GroupChange.MakeLink make -> manages(from) ? Optional.empty() : Optional.of(Code.NOT_ALLOWED);
            case GroupChange.RevokeLink revoke -> manages(from) ? Optional.empty() : Optional.of(Code.NOT_ALLOWED);
        };
    }

    /// Who owns the group after this change, if the server must say so.
    Optional<UserId> applied(ModelLog log, long seq, UserId from, GroupChange change) {
        switch (change) {
            case GroupChange.Create create -> {
                title = create.title();
                history = create.history();
                members.put(from, Role.OWNER);
                log.enter(from, seq);
            }
            case GroupChange.Add add -> add.users().forEach(user -> takeIn(log, seq, user));
            case GroupChange.Join join -> {
                takeIn(log, seq, from);
                links.computeIfPresent(join.code(), (code, link) -> used(link));
            }
            case GroupChange.Remove remove -> {
                removed.add(remove.user());
                members.remove(remove.user());
                log.leave(remove.user(), seq);
            }
            case GroupChange.Leave leave -> {
                members.remove(from);
                log.leave(from, seq);
                if (owners() == 0) {
                    return heir();
                }
            }
            case GroupChange.SetRole set -> members.put(set.user(), set.role());
            case GroupChange.SetTitle set -> {
                title = set.title();
                titleVersion = seq;
            }
            case GroupChange.SetHistory set -> history = set.history();
            case GroupChange.MakeLink make -> links.put(make.link().code(), make.link());
            case GroupChange.RevokeLink revoke -> links.remove(revoke.code());
            case GroupChange.Inherit inherit -> members.put(inherit.user(), Role.OWNER);
            case GroupChange.Scale scale -> throw new IllegalStateException("small groups only");
        }
        return Optional.empty();
    }

    /// What is left of it.
    private static @Nullable GroupLink used(GroupLink link) {
        return switch ((int) link.uses()) {
            case 0 -> link;
            case 1 -> null;
            default -> new GroupLink(link.code(), link.uses() - 1, link.until());
        };
    }

    private void takeIn(ModelLog log, long seq, UserId user) {
        if (members.putIfAbsent(user, Role.MEMBER) == null) {
            removed.remove(user);
            log.enter(user, history == History.ALL ? 1 : seq);
        }
    }

    private Optional<UserId> heir() {
        for (Role role : List.of(Role.ADMIN, Role.MEMBER)) {
            for (var member : members.entrySet()) {
                if (member.getValue() == role) {
                    return Optional.of(member.getKey());
                }
            }
        }
        return Optional.empty();
    }

    GroupView view(UserId reader, long seq, boolean isMember) {
        if (!isMember) {
            return GroupView.former(seq);
        }
        var all = new ArrayList<GroupView.Member>();
        new TreeMap<>(members).forEach((user, role) -> all.add(new GroupView.Member(user, role)));
        return new GroupView(
                seq,
                title,
                titleVersion,
                history,
                false,
                members.size(),
                Optional.ofNullable(members.get(reader)),
                all,
                manages(reader) ? List.copyOf(links.values()) : List.of());
    }
}
