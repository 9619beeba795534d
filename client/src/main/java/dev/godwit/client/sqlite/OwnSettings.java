package dev.godwit.client.sqlite;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Limits;
import java.sql.SQLException;
import java.util.Optional;

/// Writes what is the user's own: entries of the account's log. One that never left is replaced by a later
/// one of the same name, so that a day of drafts without a network is one entry.
final class OwnSettings {
    private final Writing writing;

    OwnSettings(Writing writing) {
        this.writing = writing;
    }

    private record Waiting(long row, long entry, boolean maybeSent, boolean failed) {}

    void write(String name, Optional<String> value) throws SQLException {
        write(name, value, Optional.empty());
    }

    /// @param about whose name is to be looked up first, if it is not known
    void write(String name, Optional<String> value, Optional<Needs.Someone> about) throws SQLException {
        Sql sql = writing.sql;
        if (value.isPresent() && value.get().length() > Limits.MAX_SETTING_LENGTH) {
            throw new Refusal(
                    "too_large",
                    "That has " + value.get().length() + " characters; " + Limits.MAX_SETTING_LENGTH + " can be kept.",
                    "Shorten it.");
        }
        long log = writing.conversations.require(ConversationId.account(writing.me));
        boolean inFlight = false;
        Optional<Waiting> kept = Optional.empty();
        for (Waiting each : sql.list(
                "SELECT key, entry, maybe_sent, failed FROM outbox WHERE conversation = ? AND slot = ? ORDER BY pos",
                row -> new Waiting(row.getLong(1), row.getLong(2), row.getInt(3) == 1, row.getInt(4) == 1),
                log,
                name)) {
            if (each.failed()) {
                writing.drop(each.entry());
            } else if (each.maybeSent()) {
                inFlight = true;
            } else {
                kept = Optional.of(each);
            }
        }
        Optional<String> before = kept.isPresent() && !inFlight
                ? sql.text("SELECT value FROM setting WHERE name = ?", name)
                : writing.derived.settings().get(name).value();
        var setting = new AccountSetting(name, value);
        if (before.equals(value)) {
            if (kept.isPresent() && !inFlight) {
                writing.drop(kept.get().entry());
            } else if (kept.isPresent()) {
                replace(kept.get(), setting);
            }
        } else if (kept.isPresent()) {
            replace(kept.get(), setting);
        } else {
            long row = writing.entries.compose(log, setting.toContent(), Optional.of(name));
            if (about.isPresent()) {
                writing.needs.add(row, about.get());
            }
        }
    }

    private void replace(Waiting waiting, AccountSetting setting) throws SQLException {
        writing.sql.update(
                "UPDATE entry SET content = ? WHERE key = ?", Contents.write(setting.toContent()), waiting.entry());
        writing.sql.update(
                "UPDATE outbox SET rev = rev + 1, attempts = 0, next_at = NULL WHERE key = ?", waiting.row());
    }

    /// Until a conversation has an id its draft stays on this device.
    void draft(long conversation, String text) throws SQLException {
        Optional<String> id = writing.sql.text("SELECT id FROM conversation WHERE key = ?", conversation);
        if (id.isPresent()) {
            write(AccountSetting.DRAFT + id.get(), text.isEmpty() ? Optional.empty() : Optional.of(text));
        } else {
            writing.sql.update("UPDATE conversation SET draft = ? WHERE key = ?", text, conversation);
        }
    }

    /// What was begun has been sent.
    void finishDraft(long conversation) throws SQLException {
        Optional<String> id = writing.sql.text("SELECT id FROM conversation WHERE key = ?", conversation);
        boolean begun = id.isEmpty()
                || writing.derived
                        .settings()
                        .get(AccountSetting.DRAFT + id.get())
                        .value()
                        .isPresent();
        if (begun) {
            draft(conversation, "");
        }
    }

    /// The conversation has an id now: its draft is for all devices, unless there is one already.
    void publishDraft(long conversation, long now) throws SQLException {
        String text = writing.sql
                .text("SELECT draft FROM conversation WHERE key = ?", conversation)
                .orElse("");
        writing.sql.update("UPDATE conversation SET draft = '' WHERE key = ?", conversation);
        Optional<String> id = writing.sql.text("SELECT id FROM conversation WHERE key = ?", now);
        boolean free = id.isPresent()
                && writing.derived
                        .settings()
                        .get(AccountSetting.DRAFT + id.get())
                        .value()
                        .isEmpty();
        if (!text.isEmpty() && free) {
            draft(now, text);
        }
    }
}
