package dev.godwit.client.sqlite;

import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.History;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Works out what holds in one group now and writes what is read from: `group_state`, `member`, `link`.
final class GroupSums {
    private final Sql sql;
    private final UserId me;
    private final long conversation;

    GroupSums(Sql sql, UserId me, long conversation) {
        this.sql = sql;
        this.me = me;
        this.conversation = conversation;
    }

    /// @param membersSeq up to here nobody is in it but who has a base; for links alike
    private record View(long seq, int count, long membersSeq, long linksSeq) {}

    private record Base(long seq, Optional<String> value) {}

    void settle(Collection<String> subjects) throws SQLException {
        sql.update("INSERT OR IGNORE INTO group_state (conversation) VALUES (?)", conversation);
        View view = sql.one(
                        "SELECT view_seq, view_count, members_seq, links_seq FROM group_state WHERE conversation = ?",
                        row -> new View(row.getLong(1), row.getInt(2), row.getLong(3), row.getLong(4)),
                        conversation)
                .orElseThrow();
        boolean people = false;
        for (String subject : subjects) {
            if (subject.startsWith("u")) {
                people |= member(subject, view);
            } else if (subject.startsWith(GroupFact.LINK)) {
                link(subject.substring(GroupFact.LINK.length()), view);
            } else {
                value(subject);
            }
        }
        count(view);
        if (people || subjects.contains(GroupFact.LARGE)) {
            names();
        }
    }

    private Base base(String subject, long floor) throws SQLException {
        Optional<Base> found = sql.one(
                "SELECT seq, value FROM group_base WHERE conversation = ? AND subject = ?",
                row -> new Base(Math.max(floor, row.getLong(1)), Optional.of(row.getString(2))),
                conversation,
                subject);
        return found.orElseGet(() -> new Base(floor, Optional.empty()));
    }

    private List<GroupFact> facts(String subject) throws SQLException {
        return sql.list(
                "SELECT seq, what, value FROM group_fact WHERE conversation = ? AND subject = ? ORDER BY seq",
                row -> new GroupFact(subject, row.getLong(1), row.getString(2), row.getString(3)),
                conversation,
                subject);
    }

    /// Whether anything is other than before.
    private boolean member(String user, View view) throws SQLException {
        Base base = base(user, view.membersSeq());
        Fold.Membership now = Fold.member(base.value().orElse(""), base.seq(), facts(user));
        if (user.equals(me.value())) {
            sql.update("UPDATE group_state SET role = ? WHERE conversation = ?", now.role(), conversation);
        }
        return now.isIn()
                ? sql.update(
                                "INSERT INTO member VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET role = excluded.role,"
                                        + " since = excluded.since WHERE role <> excluded.role"
                                        + " OR since <> excluded.since",
                                conversation,
                                user,
                                now.role(),
                                now.since())
                        > 0
                : sql.update("DELETE FROM member WHERE conversation = ? AND user = ?", conversation, user) > 0;
    }

    private void link(String code, View view) throws SQLException {
        String subject = GroupFact.LINK + code;
        Base base = base(subject, view.linksSeq());
        Optional<GroupLink> link = Fold.link(code, base.value(), base.seq(), facts(subject));
        if (link.isEmpty()) {
            sql.update("DELETE FROM link WHERE conversation = ? AND code = ?", conversation, code);
        } else {
            sql.update(
                    "INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?)",
                    conversation,
                    code,
                    link.get().uses(),
                    link.get().until());
        }
    }

    private void value(String subject) throws SQLException {
        Base base = base(subject, 0);
        List<GroupFact> facts = facts(subject);
        Optional<String> value = Fold.value(base.value(), base.seq(), facts);
        switch (subject) {
            case GroupFact.TITLE ->
                sql.update(
                        "UPDATE group_state SET title = ?, title_version = ? WHERE conversation = ?",
                        value.orElse(""),
                        titleVersion(facts),
                        conversation);
            case GroupFact.HISTORY ->
                sql.update(
                        "UPDATE group_state SET history = ? WHERE conversation = ?",
                        value.orElse(History.JOINED.wire()),
                        conversation);
            case GroupFact.LARGE ->
                sql.update(
                        "UPDATE group_state SET large = ? WHERE conversation = ?",
                        value.orElse("0").equals("1") ? 1 : 0,
                        conversation);
            default -> {}
        }
    }

    /// What an own new title must name. Who has seen neither the beginning of the log nor a title of it
    /// does not know.
    private @Nullable Long titleVersion(List<GroupFact> facts) throws SQLException {
        Optional<Long> version = base(GroupFact.TITLE_VERSION, 0).value().map(Long::valueOf);
        for (GroupFact fact : facts) {
            if (fact.what().equals(GroupFact.VERSION)) {
                version = Optional.of(Math.max(fact.seq(), version.orElse(0L)));
            } else if (fact.seq() == 1 && version.isEmpty()) {
                version = Optional.of(0L);
            }
        }
        return version.orElse(null);
    }

    /// What the view said, and what has changed since: of a large group not everybody is known here.
    private void count(View view) throws SQLException {
        int count = view.count();
        for (String user : sql.list(
                "SELECT DISTINCT subject FROM group_fact WHERE conversation = ? AND seq > ? AND subject LIKE 'u%'",
                row -> row.getString(1), conversation, view.seq())) {
            Base base = base(user, view.membersSeq());
            List<GroupFact> facts = facts(user);
            List<GroupFact> before =
                    facts.stream().filter(fact -> fact.seq() <= view.seq()).toList();
            GroupFact first = facts.get(before.size());
            boolean wasIn =
                    Fold.member(base.value().orElse(""), base.seq(), before).isIn()
                            || !first.what().equals(GroupFact.IN);
            boolean isIn =
                    Fold.member(base.value().orElse(""), base.seq(), facts).isIn();
            count += (isIn ? 1 : 0) - (wasIn ? 1 : 0);
        }
        sql.update("UPDATE group_state SET count = ?1 WHERE conversation = ?2 AND count <> ?1", count, conversation);
    }

    /// Of a large group nobody needs all names at once.
    private void names() throws SQLException {
        sql.update(
                "UPDATE conversation SET members = CASE WHEN (SELECT large FROM group_state g WHERE g.conversation = key)"
                        + " THEN '' ELSE coalesce((SELECT group_concat(user, ' ') FROM"
                        + " (SELECT user FROM member m WHERE m.conversation = ?1 ORDER BY user)), '') END WHERE key = ?1",
                conversation);
    }
}
