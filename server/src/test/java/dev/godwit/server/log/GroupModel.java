package dev.godwit.server.log;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A group as somebody sees it who knows its entries and nothing else, and by docs/protocol.md. Complains about entries
/// that should not be there.
final class GroupModel {
    final Map<UserId, Role> members = new HashMap<>();
    final Map<UserId, TreeSet<Long>> visible = new HashMap<>();
    private final Map<String, GroupLink> links = new HashMap<>();
    private final Set<UserId> removed = new HashSet<>();
    private final Map<UserId, Long> since = new HashMap<>();
    String title = "";
    History history = History.JOINED;
    boolean large;

    static GroupModel of(List<Entry> entries) {
        var model = new GroupModel();
        entries.forEach(model::apply);
        return model;
    }

    private void apply(Entry entry) {
        boolean isMember = members.containsKey(entry.from());
        var before = new HashSet<>(members.keySet());
        try {
            var change = GroupChangeCodec.read(entry.content());
            if (change.isPresent()) {
                apply(change.get(), entry, isMember);
            } else {
                check(isMember, entry, "an outsider wrote it");
            }
        } catch (BadFrameException e) {
            throw new AssertionError("cannot be read: " + entry, e);
        }
        // Whoever was in it before, or is in it behind it, sees it.
        before.addAll(members.keySet());
        before.forEach(
                user -> visible.computeIfAbsent(user, each -> new TreeSet<>()).add(entry.seq()));
    }

    private void apply(GroupChange change, Entry entry, boolean isMember) {
        boolean joins = change instanceof GroupChange.Create || change instanceof GroupChange.Join;
        boolean servers = change instanceof GroupChange.Inherit || change instanceof GroupChange.Scale;
        check(servers || isMember != joins, entry, "not theirs to write");
        Role role = members.getOrDefault(entry.from(), Role.MEMBER);
        boolean leads = role != Role.MEMBER;
        switch (change) {
            case GroupChange.Create create -> {
                check(entry.seq() == 1, entry, "not at seq 1");
                title = create.title();
                history = create.history();
                comes(entry.from(), Role.OWNER, entry);
            }
            case GroupChange.Add add -> {
                check(leads, entry, "role too low");
                check(!members.keySet().containsAll(add.users()), entry, "changes nothing");
                add.users().forEach(user -> {
                    if (!members.containsKey(user)) {
                        comes(user, Role.MEMBER, entry);
                    }
                });
            }
            case GroupChange.Remove remove -> {
                Role target = members.get(remove.user());
                check(leads && (target != Role.OWNER || role == Role.OWNER), entry, "role too low");
                check(target != null, entry, "changes nothing");
                members.remove(remove.user());
                removed.add(remove.user());
            }
            case GroupChange.Leave() -> members.remove(entry.from());
            case GroupChange.SetRole set -> {
                check(role == Role.OWNER, entry, "role too low");
                check(members.containsKey(set.user()), entry, "changes nothing");
                check(members.put(set.user(), set.role()) != set.role(), entry, "changes nothing");
            }
            case GroupChange.SetTitle set -> {
                check(leads, entry, "role too low");
                title = set.title();
            }
            case GroupChange.SetHistory set -> {
                check(leads && history != set.history(), entry, "role too low, or changes nothing");
                history = set.history();
            }
            case GroupChange.MakeLink make -> {
                check(leads, entry, "role too low");
                links.put(make.link().code(), make.link());
            }
            case GroupChange.RevokeLink revoke -> {
                check(leads, entry, "role too low");
                check(links.remove(revoke.code()) != null, entry, "changes nothing");
            }
            case GroupChange.Join join -> {
                var link = link(join.code(), entry.at());
                check(link.isPresent(), entry, "by a link that does not work");
                check(!removed.contains(entry.from()), entry, "by somebody who was removed");
                link.ifPresent(this::use);
                comes(entry.from(), Role.MEMBER, entry);
            }
            case GroupChange.Inherit inherit -> {
                check(!members.containsValue(Role.OWNER), entry, "there is an owner");
                check(inherit.user().equals(heir()), entry, "another one has served longer");
                members.put(inherit.user(), Role.OWNER);
            }
            case GroupChange.Scale scale -> {
                check(large != scale.large(), entry, "changes nothing");
                large = scale.large();
            }
        }
    }

    private UserId heir() {
        boolean admins = members.containsValue(Role.ADMIN);
        return members.entrySet().stream()
                .filter(each -> !admins || each.getValue() == Role.ADMIN)
                .map(Map.Entry::getKey)
                .min((one, other) -> {
                    int byTime = Long.compare(since.getOrDefault(one, 0L), since.getOrDefault(other, 0L));
                    return byTime != 0 ? byTime : one.compareTo(other);
                })
                .orElseThrow();
    }

    private void comes(UserId user, Role role, Entry entry) {
        members.put(user, role);
        since.put(user, entry.seq());
        removed.remove(user);
        var seen = visible.computeIfAbsent(user, each -> new TreeSet<>());
        for (long seq = 1; history == History.ALL && seq < entry.seq(); seq++) {
            seen.add(seq);
        }
    }

    private void use(GroupLink link) {
        if (link.uses() == 1) {
            links.remove(link.code());
        } else if (link.uses() > 1) {
            links.put(link.code(), new GroupLink(link.code(), link.uses() - 1, link.until()));
        }
    }

    Optional<GroupLink> link(String code, long now) {
        return Optional.ofNullable(links.get(code)).filter(link -> link.until() == 0 || now <= link.until());
    }

    private static void check(boolean right, Entry entry, String message) {
        if (!right) {
            throw new AssertionError(message + ": " + entry);
        }
    }
}
