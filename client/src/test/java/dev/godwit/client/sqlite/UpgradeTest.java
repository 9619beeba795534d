package dev.godwit.client.sqlite;

import static dev.godwit.client.sqlite.ProfileFixture.BOB;
import static dev.godwit.client.sqlite.ProfileFixture.ME;
import static dev.godwit.client.sqlite.ProfileFixture.WITH_BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.protocol.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A profile that an earlier version wrote goes on: nothing of it is lost, and what is new works for what
/// is old.
class UpgradeTest {
    @TempDir
    Path directory;

    private static void entry(Connection connection, int key, String sender, String id, String seq, Content content)
            throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO entry (key, conversation, ord, sender, id, seq, at, local_at, kind, target, content)"
                        + " VALUES (?, 1, ?, ?, ?, " + seq + ", 1000 + " + seq + ", 500, ?, ?, ?)")) {
            insert.setInt(1, key);
            insert.setInt(2, key);
            insert.setString(3, sender);
            insert.setString(4, id);
            insert.setString(5, content.kind());
            insert.setObject(6, content.target().isPresent() ? content.target().getAsLong() : null);
            insert.setString(7, Contents.write(content));
            insert.executeUpdate();
        }
    }

    private void versionOne() throws Exception {
        Files.createDirectories(directory);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(Database.FILE));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            for (String table : Tables1.STATEMENTS) {
                statement.execute(table);
            }
            statement.execute("INSERT INTO meta VALUES ('USER', '" + ME + "'), ('NAME', 'me')");
            statement.execute("INSERT INTO person VALUES ('" + BOB + "', 'bob')");
            statement.execute("INSERT INTO conversation (key, id, peer, members, head, covered) VALUES (1, '" + WITH_BOB
                    + "', '" + BOB + "', '" + ME + " " + BOB + "', 5, '1-5')");
            entry(connection, 1, BOB.value(), "b1", "2", Content.message("The old ferry"));
            entry(connection, 2, BOB.value(), "b2", "3", Content.edit(2, "The new ferry"));
            entry(connection, 3, BOB.value(), "b3", "4", Content.message("Taken back"));
            entry(connection, 4, BOB.value(), "b4", "5", Content.delete(4));
            entry(connection, 5, ME.value(), "m1", "NULL", Content.message("It waits"));
            statement.execute("INSERT INTO outbox (pos, conversation, op, entry, since) VALUES (5, 1, 'send', 5, 500)");
            statement.execute("PRAGMA user_version=1");
        }
    }

    @Test
    void profileOfVersionOneGoesOn() throws Exception {
        versionOne();
        try (var profile = new ProfileFixture(directory)) {
            Conversation conversation = profile.views.conversations().getFirst();
            assertEquals("bob", conversation.title());
            assertEquals(1, conversation.unread(), "what was taken back is not unread");
            assertEquals(1, conversation.pending());
            assertEquals("It waits", conversation.last().orElseThrow().text());
            assertEquals(
                    List.of("The new ferry", "", "It waits"),
                    profile.views.messages(conversation.key(), OptionalLong.empty(), 10).stream()
                            .map(Message::text)
                            .toList());
            assertEquals(1, profile.views.search("new ferr", 5).size());
            assertEquals(0, profile.views.search("old", 5).size());
            assertEquals(0, profile.views.search("taken", 5).size());
            assertEquals(1, profile.views.search("waits", 5).size());
            CrashKit.rules(profile);
            profile.apply(profile.confirm(profile.row(0), 6));
            CrashKit.rules(profile);
        }
        try (var again = new ProfileFixture(directory)) {
            long version =
                    again.database.read(sql -> sql.number("PRAGMA user_version").orElseThrow());
            assertEquals((long) Schema.VERSION, version);
        }
    }

    @Test
    void profileInWhichNobodyEverSignedInGoesOn() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(Database.FILE));
                var statement = connection.createStatement()) {
            for (String table : Tables1.STATEMENTS) {
                statement.execute(table);
            }
            statement.execute("PRAGMA user_version=1");
        }
        try (var profile = new ProfileFixture(directory)) {
            profile.writes.send(BOB.value(), "Hello");
            assertEquals(1, profile.views.search("hel", 5).size());
        }
    }
}
