package dev.godwit.client.sqlite;

import dev.godwit.client.view.Member;
import dev.godwit.client.view.Reach;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads who is in a conversation, and what has reached them.
final class GroupReader {
    private final Sql sql;
    private final UserId me;
    private final Clock clock;

    GroupReader(Sql sql, UserId me, Clock clock) {
        this.sql = sql;
        this.me = me;
        this.clock = clock;
    }

    /// Owners first, then admins, then by name.
    List<Member> members(long conversation) throws SQLException {
        GroupNow group = GroupNow.read(sql, me, conversation);
        Map<UserId, Optional<String>> names = names(conversation);
        Set<UserId> changed = group.changed();
        var stranger = new Names(sql, me);
        var out = new ArrayList<Member>();
        for (Map.Entry<UserId, Role> each : group.members().entrySet()) {
            UserId user = each.getKey();
            Optional<String> known = names.getOrDefault(user, Optional.empty());
            out.add(new Member(
                    user,
                    known.isEmpty() && changed.contains(user) ? stranger.of(user) : known,
                    each.getValue(),
                    user.equals(me),
                    changed.contains(user)));
        }
        out.sort(Comparator.comparing(Member::role)
                .reversed()
                .thenComparing(member -> member.name().orElse(member.user().value()), String.CASE_INSENSITIVE_ORDER)
                .thenComparing(Member::user));
        return List.copyOf(out);
    }

    /// All at once: there may be thousands.
    private Map<UserId, Optional<String>> names(long conversation) throws SQLException {
        Map<UserId, Optional<String>> out = new HashMap<>();
        sql.list(
                "SELECT m.user, p.name FROM member m LEFT JOIN person p ON p.id = m.user WHERE m.conversation = ?",
                row -> Optional.ofNullable(out.put(new UserId(row.getString(1)), Sql.optionalText(row, 2))),
                conversation);
        var names = new Names(sql, me);
        out.computeIfAbsent(me, user -> Optional.empty());
        if (out.get(me).isEmpty()) {
            out.put(me, names.of(me));
        }
        return out;
    }

    List<GroupLink> links(long conversation) throws SQLException {
        GroupNow group = GroupNow.read(sql, me, conversation);
        return group.view().mayManage() ? group.links(clock.millis() + Meta.CLOCK_OFFSET.number(sql)) : List.of();
    }

    List<Reach> reach(long message) throws SQLException {
        record Own(long conversation, OptionalLong seq) {}

        Optional<Own> own = sql.one(
                "SELECT conversation, seq FROM entry WHERE key = ? AND sender = ?",
                row -> new Own(row.getLong(1), Sql.optionalLong(row, 2)),
                message,
                me.value());
        if (own.isEmpty() || own.get().seq().isEmpty()) {
            return List.of();
        }
        long seq = own.get().seq().getAsLong();
        var names = new Names(sql, me);
        var out = new ArrayList<Reach>();
        for (Audience.Other other :
                Audience.read(sql, me, own.get().conversation()).of(seq)) {
            out.add(new Reach(
                    other.user(),
                    names.of(other.user()),
                    other.cursor().delivered() >= seq,
                    other.cursor().read() >= seq));
        }
        out.sort(Comparator.comparing(
                reach -> reach.name().orElse(reach.user().value()), String.CASE_INSENSITIVE_ORDER));
        return List.copyOf(out);
    }
}
