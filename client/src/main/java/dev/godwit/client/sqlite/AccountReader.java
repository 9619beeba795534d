package dev.godwit.client.sqlite;

import dev.godwit.client.view.Contact;
import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Reads what is the user's own.
final class AccountReader {
    private final Sql sql;
    private final UserId me;

    AccountReader(Sql sql, UserId me) {
        this.sql = sql;
        this.me = me;
    }

    /// Contacts and blocked people, by what the user calls them.
    List<Contact> contacts() throws SQLException {
        var settings = new Settings(sql, me);
        Map<String, Settings.Now> contacts = settings.withPrefix(AccountSetting.CONTACT);
        Map<String, Settings.Now> blocks = settings.withPrefix(AccountSetting.BLOCK);
        var people = new TreeSet<UserId>();
        contacts.keySet().forEach(name -> user(name, AccountSetting.CONTACT).ifPresent(people::add));
        blocks.keySet().forEach(name -> user(name, AccountSetting.BLOCK).ifPresent(people::add));
        var names = new Names(sql, me);
        var out = new ArrayList<Contact>();
        for (UserId user : people) {
            Settings.Now contact = contacts.getOrDefault(AccountSetting.CONTACT + user, Settings.Now.NOTHING);
            Settings.Now block = blocks.getOrDefault(AccountSetting.BLOCK + user, Settings.Now.NOTHING);
            if (contact.value().isPresent() || block.value().isPresent()) {
                out.add(new Contact(
                        user,
                        names.of(user),
                        contact.value().orElse(""),
                        contact.value().isPresent(),
                        block.value().isPresent(),
                        contact.waiting() || block.waiting()));
            }
        }
        out.sort(Comparator.comparing(AccountReader::shown, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(Contact::user));
        return List.copyOf(out);
    }

    private static String shown(Contact contact) {
        return contact.nick().isEmpty() ? contact.name().orElse(contact.user().value()) : contact.nick();
    }

    private static Optional<UserId> user(String name, String prefix) {
        return Addresses.user(name.substring(prefix.length()));
    }

    Optional<String> setting(String name) throws SQLException {
        return new Settings(sql, me).get(name).value();
    }
}
