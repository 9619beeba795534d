package dev.godwit.client.sqlite;

import dev.godwit.client.core.RangeSet;
import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The others in one conversation, and how far each of them has got.
///
/// @param readers of a large group: how many have read up to a seq, highest first
/// @param ownRead how far the user has read
/// @param ticks   up to where own messages were reached before, see [Ticks]
/// @param known   up to this seq it is known who is in it
record Audience(List<Other> others, List<Readers> readers, long ownRead, Cursor ticks, long known) {
    /// @param since seq from which they are in it
    record Other(UserId user, long since, Cursor cursor) {}

    record Readers(long seq, int count) {}

    static Audience read(Sql sql, UserId me, long conversation) throws SQLException {
        long ownRead = sql.number(
                        "SELECT read FROM cursor WHERE conversation = ? AND user = ?", conversation, me.value())
                .orElse(0);
        if (!GroupNow.isGroup(sql, conversation)) {
            return new Audience(inPair(sql, me, conversation), List.of(), ownRead, Cursor.NONE, Long.MAX_VALUE);
        }
        boolean large = sql.number("SELECT 1 FROM group_state WHERE conversation = ? AND large = 1", conversation)
                .isPresent();
        return new Audience(
                large ? List.of() : inGroup(sql, me, conversation),
                sql.list(
                        "SELECT seq, count FROM readers WHERE conversation = ? ORDER BY seq DESC",
                        row -> new Readers(row.getLong(1), row.getInt(2)),
                        conversation),
                ownRead,
                Ticks.reached(sql, conversation),
                known(sql, me, conversation));
    }

    /// Whoever was taken in is told at first of those only who came after them. All are known from where the server
    /// said who they are, or from the beginning for who was there; and from there up to where an entry is missing,
    /// by which somebody may have come.
    private static long known(Sql sql, UserId me, long conversation) throws SQLException {
        return sql.one(
                        "SELECT g.members_seq, m.since, c.covered FROM group_state g"
                                + " JOIN conversation c ON c.key = g.conversation"
                                + " JOIN member m ON m.conversation = g.conversation AND m.user = ?"
                                + " WHERE g.conversation = ? AND g.view_epoch >= 0",
                        row -> known(row.getLong(1), row.getLong(2), RangeSet.parse(row.getString(3))),
                        me.value(),
                        conversation)
                .orElse(0L);
    }

    private static long known(long said, long since, RangeSet covered) {
        boolean founder = said == 0 && since == 1;
        boolean told = said > 0 && said >= since;
        return founder || told ? covered.endFrom(said + 1) : 0;
    }

    private static List<Other> inGroup(Sql sql, UserId me, long conversation) throws SQLException {
        return sql.list(
                "SELECT m.user, m.since, coalesce(u.delivered, 0), coalesce(u.read, 0) FROM member m LEFT JOIN cursor u"
                        + " ON u.conversation = m.conversation AND u.user = m.user"
                        + " WHERE m.conversation = ? AND m.user <> ?",
                row -> new Other(
                        new UserId(row.getString(1)), row.getLong(2), new Cursor(row.getLong(3), row.getLong(4))),
                conversation,
                me.value());
    }

    private static List<Other> inPair(Sql sql, UserId me, long conversation) throws SQLException {
        Map<UserId, Cursor> cursors = new HashMap<>();
        sql.list(
                "SELECT user, delivered, read FROM cursor WHERE conversation = ?",
                row -> Optional.ofNullable(
                        cursors.put(new UserId(row.getString(1)), new Cursor(row.getLong(2), row.getLong(3)))),
                conversation);
        String members = sql.text("SELECT members FROM conversation WHERE key = ?", conversation)
                .orElse("");
        var out = new ArrayList<Other>();
        for (UserId member : Conversations.members(members)) {
            if (!member.equals(me)) {
                out.add(new Other(member, 0, cursors.getOrDefault(member, Cursor.NONE)));
            }
        }
        return out;
    }

    /// Who came after a message does not hold up its ticks, and who is gone does not either.
    List<Other> of(long seq) {
        return others.stream().filter(other -> other.since() <= seq).toList();
    }

    MessageState state(long seq) {
        List<Other> expected = of(seq);
        boolean counts = seq <= known && !expected.isEmpty();
        if (ticks.read() >= seq
                || (counts && expected.stream().allMatch(other -> other.cursor().read() >= seq))) {
            return new MessageState.Read();
        }
        return ticks.delivered() >= seq
                        || (counts
                                && expected.stream()
                                        .allMatch(other -> other.cursor().delivered() >= seq))
                ? new MessageState.Delivered()
                : new MessageState.Sent();
    }

    /// Up to where own messages are reached, now or before.
    Cursor reached() {
        return ticks.max(
                new Cursor(Math.min(known, reached(Cursor::delivered)), Math.min(known, reached(Cursor::read))));
    }

    /// The earlier a message, the fewer had to be reached by it: between two who came one after the other
    /// it is for those who were there before.
    private long reached(ToLongFunction<Cursor> part) {
        List<Other> inOrder =
                others.stream().sorted(Comparator.comparingLong(Other::since)).toList();
        long reached = 0;
        long byAll = Long.MAX_VALUE;
        for (int i = 0; i < inOrder.size(); i++) {
            byAll = Math.min(byAll, part.applyAsLong(inOrder.get(i).cursor()));
            long end = i + 1 < inOrder.size() ? inOrder.get(i + 1).since() - 1 : Long.MAX_VALUE;
            long last = Math.min(byAll, end);
            if (last >= inOrder.get(i).since()) {
                reached = Math.max(reached, last);
            }
        }
        return reached;
    }

    /// How many others have read this far, of a large group.
    int readers(long seq) {
        int count = 0;
        for (Readers each : readers) {
            if (each.seq() >= seq) {
                count = Math.max(count, each.count());
            }
        }
        return Math.max(0, ownRead >= seq ? count - 1 : count);
    }
}
