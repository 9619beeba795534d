package dev.godwit.client.sqlite;

import dev.godwit.protocol.Content;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;

/// Tables that follow from entries, kept right in the transaction that changes the entries.
record Derived(Lines lines, GroupLedger groups, Settings settings, Ticks ticks) {
    static Derived of(Sql sql, UserId me) throws SQLException {
        return new Derived(
                new Lines(sql, me, Meta.CLOCK_OFFSET.number(sql)),
                new GroupLedger(sql, me),
                new Settings(sql, me),
                new Ticks(sql, me));
    }

    /// The entry stands at this seq, with this content.
    void entered(long entry, long conversation, long seq, UserId sender, Content content) throws SQLException {
        if (content.target().isPresent()) {
            lines.touch(entry);
        } else {
            lines.fresh(entry);
        }
        groups.entered(conversation, seq, sender, content);
        settings.entered(conversation, seq, sender, content);
    }

    /// No entry stands at this seq any more.
    void left(long conversation, long seq) throws SQLException {
        groups.left(conversation, seq);
        settings.left(conversation, seq);
    }

    void settle() throws SQLException {
        groups.settle().forEach(ticks::touch);
        ticks.settle();
        settings.settle();
        lines.settle();
    }
}
