package dev.godwit.client.sqlite;

import dev.godwit.protocol.Content;
import dev.godwit.protocol.Expect;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/// Titles name the version that they replace. So there is never more than one of them on its way: a later
/// one takes the place of an earlier one, as an edit does.
final class GroupTitles {
    private static final String SLOT = "title";

    private GroupTitles() {}

    private record Waiting(long entry, boolean maybeSent, boolean failed) {}

    static void set(Writing writing, long conversation, String title) throws SQLException {
        Content content = content(writing, conversation, title);
        boolean placed = false;
        for (Waiting each : writing.sql.list(
                "SELECT entry, maybe_sent, failed FROM outbox WHERE conversation = ? AND slot = ? ORDER BY pos",
                row -> new Waiting(row.getLong(1), row.getInt(2) == 1, row.getInt(3) == 1),
                conversation,
                SLOT)) {
            if (each.failed()) {
                writing.drop(each.entry());
            } else if (each.maybeSent()) {
                LocalWrites.withdraw(writing.sql, each.entry(), Optional.of(Contents.write(content)));
                placed = true;
            } else {
                writing.sql.update("UPDATE entry SET content = ? WHERE key = ?", Contents.write(content), each.entry());
                writing.sql.update("UPDATE outbox SET rev = rev + 1 WHERE entry = ?", each.entry());
                placed = true;
            }
        }
        if (!placed) {
            writing.entries.compose(conversation, content, Optional.of(SLOT));
        }
    }

    private static Content content(Writing writing, long conversation, String title) throws SQLException {
        OptionalLong version =
                writing.sql.number("SELECT title_version FROM group_state WHERE conversation = ?", conversation);
        return GroupChangeCodec.write(
                new GroupChange.SetTitle(title),
                Optional.of(new Expect(GroupChangeCodec.TITLE_REGISTER, version.orElse(0))));
    }

    /// The title that was refused as stale is to replace the newest one, under a new id.
    static void renew(Writing writing, long conversation, long entry) throws SQLException {
        Content refused = Contents.read(writing.sql
                .text("SELECT content FROM entry WHERE key = ?", entry)
                .orElseThrow());
        if (GroupFact.change(refused).orElse(null) instanceof GroupChange.SetTitle set) {
            writing.entries.replace(entry, Contents.write(content(writing, conversation, set.title())));
        }
    }
}
