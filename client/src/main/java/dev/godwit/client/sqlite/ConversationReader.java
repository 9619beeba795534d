package dev.godwit.client.sqlite;

import dev.godwit.client.core.RangeSet;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Group;
import dev.godwit.client.view.Message;
import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads conversations as they stand in a list: a handful of statements for all of them, whatever their
/// number.
final class ConversationReader {
    private static final String ROWS =
            "SELECT c.key, c.id, c.peer, coalesce(p.name, c.name, c.peer, c.id), c.members, c.head, c.covered, c.draft,"
                    + " (SELECT count(*) FROM entry e WHERE e.conversation = c.key AND e.counts = 1 AND e.seq > c.seen),"
                    + " g.title, g.history, g.large, g.count, g.role,"
                    + " EXISTS (SELECT 1 FROM entry e WHERE e.conversation = c.key AND e.sender = ?)"
                    + " FROM conversation c LEFT JOIN person p ON p.id = c.peer"
                    + " LEFT JOIN group_state g ON g.conversation = c.key"
                    + " WHERE c.merged_into IS NULL AND (c.id IS NULL OR c.id NOT LIKE 'a%')";

    private final Sql sql;
    private final UserId me;
    private final Clock clock;

    ConversationReader(Sql sql, UserId me, Clock clock) {
        this.sql = sql;
        this.me = me;
        this.clock = clock;
    }

    private record Row(
            long key,
            Optional<ConversationId> id,
            Optional<UserId> peer,
            String title,
            List<UserId> members,
            boolean begun,
            boolean complete,
            String draft,
            int unread,
            Optional<GroupNow> group,
            boolean mine) {}

    private record Waiting(int pending, int failed) {
        static final Waiting NOTHING = new Waiting(0, 0);
    }

    /// Last active first.
    List<Conversation> all() throws SQLException {
        List<Row> rows = sql.list(ROWS, this::row, me.value());
        Map<Long, Message> last = new MessageReader(sql, me, clock).last();
        var around = new Around(sql, me, Optional.empty());
        var out = new ArrayList<Conversation>();
        for (Row row : rows) {
            Optional<Message> newest = Optional.ofNullable(last.get(row.key()));
            // Begun by a wrong name and given up, or there only because somebody's name was looked up.
            if (newest.isPresent() || row.begun()) {
                out.add(conversation(row, newest, around));
            }
        }
        out.sort(Comparator.comparingLong(ConversationReader::activity).reversed());
        return List.copyOf(out);
    }

    private static long activity(Conversation conversation) {
        return conversation.last().map(last -> last.at().toEpochMilli()).orElse(0L);
    }

    Optional<Conversation> one(long key) throws SQLException {
        Optional<Row> row = sql.one(ROWS + " AND c.key = ?", this::row, me.value(), key);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        List<Message> newest = new MessageReader(sql, me, clock).newest(key, OptionalLong.empty(), 1);
        return Optional.of(conversation(row.get(), newest.stream().findFirst(), new Around(sql, me, Optional.of(key))));
    }

    private Row row(ResultSet row) throws SQLException {
        Optional<ConversationId> id = Sql.optionalText(row, 2).map(ConversationId::new);
        long key = row.getLong(1);
        Optional<GroupNow> group = Optional.empty();
        if (id.isPresent() && id.get().type() == ConversationType.GROUP) {
            var now = new GroupNow(sql, me, key);
            group = Optional.of(
                    Sql.optionalText(row, 10).isEmpty()
                            ? now
                            : now.log(
                                    row.getString(10),
                                    row.getString(11),
                                    row.getInt(12) == 1,
                                    row.getInt(13),
                                    row.getString(14)));
        }
        return new Row(
                key,
                id,
                Sql.optionalText(row, 3).map(UserId::new),
                row.getString(4),
                Conversations.members(row.getString(5)),
                row.getLong(6) > 0,
                RangeSet.parse(row.getString(7)).newestHole(row.getLong(6)).isEmpty(),
                row.getString(8),
                row.getInt(9),
                group,
                row.getInt(15) == 1);
    }

    /// What stands elsewhere, read once for all conversations.
    private static final class Around {
        final Map<Long, Waiting> waiting = new HashMap<>();
        final Map<Long, List<Content>> changes;
        final Map<String, Settings.Now> drafts;
        final Map<String, Settings.Now> mutes;
        final Map<String, Settings.Now> blocks;
        final Map<String, Settings.Now> contacts;
        final boolean strangers;

        Around(Sql sql, UserId me, Optional<Long> conversation) throws SQLException {
            sql.list(
                    "SELECT conversation, sum(failed = 0 AND entry IS NOT NULL), sum(failed = 1) FROM outbox"
                            + " WHERE ?1 IS NULL OR conversation = ?1 GROUP BY conversation",
                    row -> Optional.ofNullable(waiting.put(row.getLong(1), new Waiting(row.getInt(2), row.getInt(3)))),
                    conversation.orElse(null));
            changes = GroupNow.waiting(sql, conversation);
            var settings = new Settings(sql, me);
            drafts = settings.withPrefix(AccountSetting.DRAFT);
            mutes = settings.withPrefix(AccountSetting.MUTE);
            blocks = settings.withPrefix(AccountSetting.BLOCK);
            strangers = Meta.STRANGERS.number(sql) == 1;
            contacts = strangers ? settings.withPrefix(AccountSetting.CONTACT) : Map.of();
        }
    }

    private static boolean has(Map<String, Settings.Now> settings, String name) {
        return value(settings, name).isPresent();
    }

    private static Optional<String> value(Map<String, Settings.Now> settings, String name) {
        return settings.getOrDefault(name, Settings.Now.NOTHING).value();
    }

    private Conversation conversation(Row row, Optional<Message> last, Around around) throws SQLException {
        Optional<Group> group = Optional.empty();
        String title = row.title();
        List<UserId> members = row.members();
        if (row.group().isPresent()) {
            GroupNow now = row.group().get();
            List<Content> waiting = around.changes.getOrDefault(row.key(), List.of());
            for (Content content : waiting) {
                now.apply(content);
            }
            title = now.title.isEmpty() ? "A group" : now.title;
            group = Optional.of(now.view());
            members = waiting.isEmpty() || now.isLarge() ? members : now.realMembers();
        }
        Waiting waiting = around.waiting.getOrDefault(row.key(), Waiting.NOTHING);
        String id = row.id().map(ConversationId::value).orElse("");
        String peer = row.peer().map(UserId::value).orElse("");
        boolean pair = row.peer().isPresent() && !row.peer().get().equals(me);
        return new Conversation(
                row.key(),
                row.id(),
                title,
                row.peer(),
                members,
                row.unread(),
                waiting.pending(),
                waiting.failed(),
                row.complete(),
                last,
                group,
                isMuted(value(around.mutes, AccountSetting.MUTE + id)),
                value(around.drafts, AccountSetting.DRAFT + id).orElse(row.draft()),
                around.strangers
                        && pair
                        && row.begun()
                        && !row.mine()
                        && !has(around.contacts, AccountSetting.CONTACT + peer),
                pair && has(around.blocks, AccountSetting.BLOCK + peer));
    }

    private boolean isMuted(Optional<String> until) throws SQLException {
        if (until.isEmpty()) {
            return false;
        }
        try {
            long end = Long.parseLong(until.get());
            return end == 0 || end > clock.millis() + Meta.CLOCK_OFFSET.number(sql);
        } catch (NumberFormatException e) {
            // Written by another kind of client: the user wanted it quiet.
            return true;
        }
    }
}
