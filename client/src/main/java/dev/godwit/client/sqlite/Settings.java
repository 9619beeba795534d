package dev.godwit.client.sqlite;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// What is the user's own on all devices: of each name the value that is last in the account's log, and
/// over it what waits here to get there.
final class Settings {
    private final Sql sql;
    private final UserId me;
    private final Set<String> lost = new HashSet<>();

    Settings(Sql sql, UserId me) {
        this.sql = sql;
        this.me = me;
    }

    /// @param value   empty where it was taken out
    /// @param waiting whether it is not in the log yet
    record Now(Optional<String> value, boolean waiting) {
        static final Now NOTHING = new Now(Optional.empty(), false);
    }

    private static Optional<AccountSetting> parse(Content content) {
        try {
            return AccountSetting.read(content);
        } catch (BadFrameException e) {
            // Nobody but another client of this user writes here; what is no setting sets nothing.
            return Optional.empty();
        }
    }

    private OptionalLong log() throws SQLException {
        return sql.number(
                "SELECT key FROM conversation WHERE id = ?",
                ConversationId.account(me).value());
    }

    private boolean isLog(long conversation) throws SQLException {
        return log().equals(OptionalLong.of(conversation));
    }

    /// An entry stands at this seq. In whatever order they come, the last one counts.
    void entered(long conversation, long seq, UserId sender, Content content) throws SQLException {
        if (!content.kind().equals(Kinds.SETTING) || !sender.equals(me) || !isLog(conversation)) {
            return;
        }
        Optional<AccountSetting> setting = parse(content);
        if (setting.isPresent()) {
            sql.update(
                    "INSERT INTO setting VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value,"
                            + " seq = excluded.seq WHERE excluded.seq >= setting.seq",
                    setting.get().name(),
                    setting.get().value().orElse(null),
                    seq);
        }
    }

    /// No entry stands at this seq any more.
    void left(long conversation, long seq) throws SQLException {
        if (isLog(conversation)) {
            lost.addAll(sql.list("SELECT name FROM setting WHERE seq = ?", row -> row.getString(1), seq));
            sql.update("DELETE FROM setting WHERE seq = ?", seq);
        }
    }

    /// What was overwritten by entries that are gone counts again.
    void settle() throws SQLException {
        OptionalLong log = log();
        if (lost.isEmpty() || log.isEmpty()) {
            return;
        }
        record Standing(long seq, String content) {}

        for (Standing each : sql.list(
                "SELECT seq, content FROM entry WHERE conversation = ? AND seq IS NOT NULL AND kind = ? AND sender = ?",
                row -> new Standing(row.getLong(1), row.getString(2)),
                log.getAsLong(),
                Kinds.SETTING,
                me.value())) {
            Content content = Contents.read(each.content());
            if (parse(content).filter(setting -> lost.contains(setting.name())).isPresent()) {
                entered(log.getAsLong(), each.seq(), me, content);
            }
        }
        lost.clear();
    }

    Now get(String name) throws SQLException {
        Map<String, Now> found = withPrefix(name);
        Now exact = found.get(name);
        return exact == null ? Now.NOTHING : exact;
    }

    /// Those that have a value or wait, by name.
    Map<String, Now> withPrefix(String prefix) throws SQLException {
        var out = new TreeMap<String, Now>();
        sql.list(
                "SELECT name, value FROM setting WHERE name >= ? AND name < ? AND value IS NOT NULL",
                row -> out.put(row.getString(1), new Now(Sql.optionalText(row, 2), false)),
                prefix,
                prefix + Character.MAX_VALUE);
        for (String content : sql.list(
                "SELECT e.content FROM outbox o JOIN entry e ON e.key = o.entry JOIN conversation c"
                        + " ON c.key = o.conversation WHERE c.id = ? AND o.failed = 0 AND o.op = 'send'"
                        + " AND e.kind = '" + Kinds.SETTING + "' ORDER BY o.pos, o.key",
                row -> row.getString(1),
                ConversationId.account(me).value())) {
            parse(Contents.read(content))
                    .filter(setting -> setting.name().startsWith(prefix))
                    .ifPresent(setting -> out.put(setting.name(), new Now(setting.value(), true)));
        }
        return out;
    }
}
