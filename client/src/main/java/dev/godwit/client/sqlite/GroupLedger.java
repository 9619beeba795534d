package dev.godwit.client.sqlite;

import dev.godwit.protocol.Content;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Keeps the tables of groups right: what the server said of a group at a seq (`group_base`), and what the
/// entries behind it say (`group_fact`). Neither changes the other, so the order in which they come does
/// not matter.
///
/// Collects what a transaction touches and makes it right at the end.
final class GroupLedger {
    /// What the ids of users begin with.
    private static final String PEOPLE = "u";

    private final Sql sql;
    private final UserId me;
    /// By conversation: whose tables are to be made anew.
    private final Map<Long, TreeSet<String>> touched = new TreeMap<>();

    GroupLedger(Sql sql, UserId me) {
        this.sql = sql;
        this.me = me;
    }

    private void touch(long conversation, String subject) {
        touched.computeIfAbsent(conversation, key -> new TreeSet<>()).add(subject);
    }

    private boolean isGroup(long conversation) throws SQLException {
        return sql.number("SELECT 1 FROM conversation WHERE key = ? AND id LIKE 'g%'", conversation)
                .isPresent();
    }

    /// An entry stands at this seq.
    void entered(long conversation, long seq, UserId sender, Content content) throws SQLException {
        if (!Kinds.isGroupChange(content.kind()) || !isGroup(conversation)) {
            return;
        }
        for (GroupFact fact : GroupFact.of(seq, sender, content)) {
            sql.update(
                    "INSERT OR REPLACE INTO group_fact VALUES (?, ?, ?, ?, ?)",
                    conversation,
                    fact.subject(),
                    seq,
                    fact.what(),
                    fact.value());
            touch(conversation, fact.subject());
        }
    }

    /// No entry stands at this seq any more.
    void left(long conversation, long seq) throws SQLException {
        for (String subject : sql.list(
                "SELECT subject FROM group_fact WHERE conversation = ? AND seq = ?",
                row -> row.getString(1),
                conversation,
                seq)) {
            touch(conversation, subject);
        }
        sql.update("DELETE FROM group_fact WHERE conversation = ? AND seq = ?", conversation, seq);
    }

    private record State(long viewSeq, long viewEpoch, long membersSeq, long linksSeq) {}

    private State state(long conversation) throws SQLException {
        sql.update("INSERT OR IGNORE INTO group_state (conversation) VALUES (?)", conversation);
        return sql.one(
                        "SELECT view_seq, view_epoch, members_seq, links_seq FROM group_state WHERE conversation = ?",
                        row -> new State(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                        conversation)
                .orElseThrow();
    }

    /// What the server says of a group at a seq counts for everything up to there.
    void view(long conversation, GroupView view) throws SQLException {
        long epoch = Meta.EPOCH_NO.number(sql);
        State state = state(conversation);
        if (state.viewEpoch() != epoch) {
            // What a store that is gone said may be ahead of what there is now.
            touchFacts(conversation, "", 0);
            touchBases(conversation);
            sql.update("DELETE FROM group_base WHERE conversation = ? AND subject <> ?", conversation, GroupFact.TITLE);
            // Who is out is told none: they keep the one by which they know the group.
            sql.update("UPDATE group_base SET seq = 0 WHERE conversation = ?", conversation);
            state = new State(0, epoch, 0, 0);
        } else if (view.seq() < state.viewSeq()) {
            return;
        }
        boolean former = view.role().isEmpty();
        boolean manages = view.role().isPresent() && view.role().get() != Role.MEMBER;
        boolean everybody = former || !view.large();
        boolean everyLink = former || manages;
        sql.update(
                "UPDATE group_state SET view_seq = ?, view_epoch = ?, view_count = ?, members_seq = ?, links_seq = ?"
                        + " WHERE conversation = ?",
                view.seq(),
                epoch,
                view.count(),
                everybody ? view.seq() : state.membersSeq(),
                everyLink ? view.seq() : state.linksSeq(),
                conversation);
        touch(conversation, me.value());
        if (!former) {
            base(conversation, GroupFact.TITLE, view.seq(), view.title());
            base(conversation, GroupFact.TITLE_VERSION, view.seq(), Long.toString(view.titleVersion()));
            base(conversation, GroupFact.HISTORY, view.seq(), view.history().wire());
            base(conversation, GroupFact.LARGE, view.seq(), view.large() ? "1" : "0");
        }
        if (everybody) {
            touchFacts(conversation, PEOPLE, state.membersSeq());
            var people = new HashMap<String, String>();
            view.members()
                    .forEach(each -> people.put(each.user().value(), each.role().wire()));
            replaceBases(conversation, PEOPLE, view.seq(), people);
        } else {
            base(conversation, me.value(), view.seq(), view.role().orElseThrow().wire());
        }
        if (everyLink) {
            touchFacts(conversation, GroupFact.LINK, state.linksSeq());
            var links = new HashMap<String, String>();
            view.links().forEach(link -> links.put(GroupFact.LINK + link.code(), GroupFact.value(link)));
            replaceBases(conversation, GroupFact.LINK, view.seq(), links);
        }
    }

    /// Beyond this seq the server has other entries: what it says next counts, also if it is of an earlier
    /// seq than what it said before.
    static void cut(Sql sql, long conversation, long upTo) throws SQLException {
        sql.update(
                "UPDATE group_state SET view_epoch = -1 WHERE conversation = ? AND view_seq > ?", conversation, upTo);
    }

    /// A page of a large group's members is not older than the last view; what came since is applied over
    /// it.
    void page(long conversation, List<GroupView.Member> members, int count) throws SQLException {
        State state = state(conversation);
        for (GroupView.Member member : members) {
            base(
                    conversation,
                    member.user().value(),
                    state.viewSeq(),
                    member.role().wire());
        }
        sql.update(
                "UPDATE group_state SET view_count = ? WHERE conversation = ? AND view_seq = 0", count, conversation);
    }

    private void base(long conversation, String subject, long seq, String value) throws SQLException {
        sql.update(
                "INSERT INTO group_base VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq,"
                        + " value = excluded.value",
                conversation,
                subject,
                seq,
                value);
        touch(conversation, subject);
    }

    /// Writes only what differs: it is mostly nothing.
    private void replaceBases(long conversation, String prefix, long seq, Map<String, String> values)
            throws SQLException {
        Map<String, String> old = new HashMap<>();
        sql.list(
                "SELECT subject, value FROM group_base WHERE conversation = ? AND subject >= ? AND subject < ?",
                row -> Optional.ofNullable(old.put(row.getString(1), row.getString(2))),
                conversation,
                prefix,
                prefix + Character.MAX_VALUE);
        for (String subject : old.keySet()) {
            if (!values.containsKey(subject)) {
                sql.update("DELETE FROM group_base WHERE conversation = ? AND subject = ?", conversation, subject);
                touch(conversation, subject);
            }
        }
        for (Map.Entry<String, String> each : values.entrySet()) {
            if (!each.getValue().equals(old.get(each.getKey()))) {
                base(conversation, each.getKey(), seq, each.getValue());
            }
        }
    }

    private void touchFacts(long conversation, String prefix, long behind) throws SQLException {
        sql.list(
                        "SELECT DISTINCT subject FROM group_fact WHERE conversation = ? AND seq > ? AND subject LIKE ?",
                        row -> row.getString(1),
                        conversation,
                        behind,
                        prefix + '%')
                .forEach(subject -> touch(conversation, subject));
    }

    private void touchBases(long conversation) throws SQLException {
        sql.list("SELECT subject FROM group_base WHERE conversation = ?", row -> row.getString(1), conversation)
                .forEach(subject -> touch(conversation, subject));
    }

    /// The server has said which version the title has.
    void titleVersion(long conversation, long version) throws SQLException {
        base(conversation, GroupFact.TITLE_VERSION, 0, Long.toString(version));
        touch(conversation, GroupFact.TITLE);
    }

    /// Answers with the groups in which something may be other than before.
    Set<Long> settle() throws SQLException {
        for (Map.Entry<Long, TreeSet<String>> each : touched.entrySet()) {
            new GroupSums(sql, me, each.getKey()).settle(each.getValue());
        }
        Set<Long> changed = new TreeSet<>(touched.keySet());
        touched.clear();
        return changed;
    }
}
