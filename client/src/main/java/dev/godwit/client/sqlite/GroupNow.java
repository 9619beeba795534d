package dev.godwit.client.sqlite;

import dev.godwit.client.view.Group;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A group as its user is to see it: what the log says, and over it what they did here and still waits.
final class GroupNow {
    private final Sql sql;
    private final UserId me;
    final long conversation;
    String title = "";
    History history = History.JOINED;
    private boolean large;
    private int count;
    private Optional<Role> role = Optional.empty();
    private boolean joining;
    /// Whether there is, or soon will be, such a group as far as is known here.
    private boolean known;
    /// Of people whom a waiting change is about; empty for who is to be no member.
    private final Map<UserId, Optional<Role>> changed = new HashMap<>();
    private final Map<String, Optional<GroupLink>> changedLinks = new HashMap<>();

    GroupNow(Sql sql, UserId me, long conversation) {
        this.sql = sql;
        this.me = me;
        this.conversation = conversation;
    }

    static GroupNow read(Sql sql, UserId me, long conversation) throws SQLException {
        var now = new GroupNow(sql, me, conversation);
        sql.one(
                "SELECT title, history, large, count, role FROM group_state WHERE conversation = ?",
                row -> now.log(row.getString(1), row.getString(2), row.getInt(3) == 1, row.getInt(4), row.getString(5)),
                conversation);
        for (Content content : waiting(sql, Optional.of(conversation)).getOrDefault(conversation, List.of())) {
            now.apply(content);
        }
        return now;
    }

    /// Changes of groups that wait here, by conversation.
    static Map<Long, List<Content>> waiting(Sql sql, Optional<Long> conversation) throws SQLException {
        record Waiting(long conversation, String content) {}

        Map<Long, List<Content>> out = new TreeMap<>();
        for (Waiting each : sql.list(
                "SELECT o.conversation, coalesce(o.replacement, e.content) FROM outbox o JOIN entry e ON e.key = o.entry"
                        + " WHERE o.failed = 0 AND (o.op = 'send' OR o.replacement IS NOT NULL)"
                        + " AND e.kind LIKE 'group.%' AND (?1 IS NULL OR o.conversation = ?1) ORDER BY o.pos, o.key",
                row -> new Waiting(row.getLong(1), row.getString(2)), conversation.orElse(null))) {
            out.computeIfAbsent(each.conversation(), key -> new ArrayList<>()).add(Contents.read(each.content()));
        }
        return out;
    }

    /// What the log says.
    GroupNow log(String newTitle, String newHistory, boolean isLarge, int newCount, String newRole) {
        known = true;
        title = newTitle;
        history = History.fromWire(newHistory).orElse(History.JOINED);
        large = isLarge;
        count = newCount;
        role = Role.fromWire(newRole);
        return this;
    }

    /// A change that waits.
    void apply(Content content) throws SQLException {
        Optional<GroupChange> change = GroupFact.change(content);
        if (change.isPresent()) {
            apply(change.get());
        }
    }

    private void apply(GroupChange change) throws SQLException {
        switch (change) {
            case GroupChange.Create create -> {
                known = true;
                title = create.title();
                history = create.history();
                put(me, Optional.of(Role.OWNER));
            }
            case GroupChange.Add add -> {
                for (UserId user : add.users()) {
                    if (!isMember(user)) {
                        put(user, Optional.of(Role.MEMBER));
                    }
                }
            }
            case GroupChange.Remove remove -> put(remove.user(), Optional.empty());
            case GroupChange.Leave leave -> put(me, Optional.empty());
            case GroupChange.SetRole set -> put(set.user(), Optional.of(set.role()));
            case GroupChange.SetTitle set -> title = set.title();
            case GroupChange.SetHistory set -> history = set.history();
            case GroupChange.MakeLink make -> changedLinks.put(make.link().code(), Optional.of(make.link()));
            case GroupChange.RevokeLink revoke -> changedLinks.put(revoke.code(), Optional.empty());
            case GroupChange.Join join -> {
                known = true;
                joining = role.isEmpty();
            }
            case GroupChange.Inherit inherit -> {}
            case GroupChange.Scale scale -> {}
        }
    }

    private void put(UserId user, Optional<Role> newRole) throws SQLException {
        count += (newRole.isPresent() ? 1 : 0) - (isMember(user) ? 1 : 0);
        changed.put(user, newRole);
        if (user.equals(me)) {
            role = newRole;
        }
    }

    Optional<Role> role(UserId user) throws SQLException {
        Optional<Role> waiting = changed.get(user);
        return waiting != null
                ? waiting
                : sql.text("SELECT role FROM member WHERE conversation = ? AND user = ?", conversation, user.value())
                        .flatMap(Role::fromWire);
    }

    boolean isMember(UserId user) throws SQLException {
        return role(user).isPresent();
    }

    boolean isLarge() {
        return large;
    }

    boolean isJoining() {
        return joining;
    }

    Optional<Role> role() {
        return role;
    }

    Group view() {
        return new Group(role, joining, Math.max(0, count), large, history);
    }

    /// Whom a waiting change is about.
    Set<UserId> changed() {
        return new HashSet<>(changed.keySet());
    }

    /// Everybody who is known to be in it, with their roles.
    Map<UserId, Role> members() throws SQLException {
        Map<UserId, Role> out = new TreeMap<>();
        sql.list(
                "SELECT user, role FROM member WHERE conversation = ?",
                row -> Optional.ofNullable(out.put(
                        new UserId(row.getString(1)),
                        Role.fromWire(row.getString(2)).orElse(Role.MEMBER))),
                conversation);
        changed.forEach((user, newRole) -> {
            if (newRole.isPresent()) {
                out.put(user, newRole.get());
            } else {
                out.remove(user);
            }
        });
        return out;
    }

    /// Without those who are only written down by a name yet.
    List<UserId> realMembers() throws SQLException {
        var standIns = new HashSet<>(sql.list("SELECT stand_in FROM need", row -> new UserId(row.getString(1))));
        return members().keySet().stream()
                .filter(user -> !standIns.contains(user))
                .toList();
    }

    /// Links that work.
    List<GroupLink> links(long serverTime) throws SQLException {
        Map<String, GroupLink> out = new TreeMap<>();
        sql.list(
                "SELECT code, uses, until FROM link WHERE conversation = ?",
                row -> Optional.ofNullable(
                        out.put(row.getString(1), new GroupLink(row.getString(1), row.getLong(2), row.getLong(3)))),
                conversation);
        changedLinks.forEach((code, link) -> {
            if (link.isPresent()) {
                out.put(code, link.get());
            } else {
                out.remove(code);
            }
        });
        return out.values().stream()
                .filter(link -> link.until() == 0 || link.until() > serverTime)
                .toList();
    }

    /// Throws unless the user is in the group as far as is known here, or about to be.
    void requireMember() {
        if (known && role.isEmpty() && !joining) {
            throw new Refusal(
                    Code.NOT_A_MEMBER.wire(),
                    "You are not in this group any more.",
                    "Ask somebody in the group to add you.");
        }
    }

    /// Throws where the user may certainly write nothing.
    static void requireVoice(Writing writing, long conversation) throws SQLException {
        if (isGroup(writing.sql, conversation)) {
            read(writing.sql, writing.me, conversation).requireMember();
        }
    }

    static boolean isGroup(Sql sql, long conversation) throws SQLException {
        return sql.number("SELECT 1 FROM conversation WHERE key = ? AND id LIKE 'g%'", conversation)
                .isPresent();
    }
}
