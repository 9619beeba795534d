package dev.godwit.client.sqlite;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.Optional;

/// Says what a change of one's own settings does.
final class SettingWords {
    private SettingWords() {}

    static String of(Content content, Names names) throws SQLException {
        Optional<AccountSetting> setting = read(content);
        if (setting.isEmpty()) {
            return "";
        }
        String name = setting.get().name();
        boolean on = setting.get().value().isPresent();
        if (name.startsWith(AccountSetting.CONTACT)) {
            return (on ? "Contact: " : "No contact any more: ") + person(name, AccountSetting.CONTACT, names);
        }
        if (name.startsWith(AccountSetting.BLOCK)) {
            return (on ? "Blocked: " : "Not blocked any more: ") + person(name, AccountSetting.BLOCK, names);
        }
        if (name.startsWith(AccountSetting.DRAFT)) {
            return on ? "A draft" : "No draft any more";
        }
        if (name.startsWith(AccountSetting.MUTE)) {
            return on ? "A conversation is muted" : "A conversation is not muted any more";
        }
        return name + setting.get().value().map(value -> ": " + value).orElse("");
    }

    private static Optional<AccountSetting> read(Content content) {
        try {
            return AccountSetting.read(content);
        } catch (BadFrameException e) {
            return Optional.empty();
        }
    }

    private static String person(String name, String prefix, Names names) throws SQLException {
        String id = name.substring(prefix.length());
        Optional<UserId> user = Addresses.user(id);
        return user.isPresent() ? names.of(user.get()).orElse(id) : id;
    }
}
