package dev.godwit.client.sqlite;

import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What people are called, each asked for once.
final class Names {
    private static final Pattern USER_ID = Pattern.compile("\\bu[0-9a-z]{26}\\b");

    private final Sql sql;
    private final UserId me;
    private final Map<UserId, Optional<String>> known = new HashMap<>();

    Names(Sql sql, UserId me) {
        this.sql = sql;
        this.me = me;
    }

    /// Also of those who are not looked up yet: then it is what the user wrote.
    Optional<String> of(UserId user) throws SQLException {
        Optional<String> name = known.get(user);
        if (name == null) {
            name = sql.text(
                    "SELECT name FROM person WHERE id = ?1 UNION ALL SELECT name FROM need WHERE stand_in = ?1 LIMIT 1",
                    user.value());
            known.put(user, name);
        }
        return name;
    }

    /// As it stands in a sentence.
    String inWords(UserId user) throws SQLException {
        return user.equals(me) ? "you" : of(user).orElse("somebody");
    }

    /// A server's words with names instead of ids, where they are known.
    String named(String words) throws SQLException {
        var ids = USER_ID.matcher(words);
        var out = new StringBuilder();
        int end = 0;
        while (ids.find()) {
            Optional<String> name =
                    Addresses.user(ids.group()).isPresent() ? of(new UserId(ids.group())) : Optional.empty();
            out.append(words, end, ids.start()).append(name.orElse(ids.group()));
            end = ids.end();
        }
        return out.append(words, end, words.length()).toString();
    }
}
