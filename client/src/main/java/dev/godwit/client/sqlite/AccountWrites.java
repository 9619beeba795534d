package dev.godwit.client.sqlite;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.Body;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// What the user changes of their own: each is one local transaction, and goes to their other devices by
/// itself.
public final class AccountWrites {
    private static final int MAX_NICK_LENGTH = 100;

    private final Database database;
    private final UserId me;
    private final Clock clock;
    private final RandomGenerator random;

    public AccountWrites(Database database, UserId me, Clock clock, RandomGenerator random) {
        this.database = database;
        this.me = me;
        this.clock = clock;
        this.random = random;
    }

    private interface Change {
        void on(Writing writing) throws SQLException;
    }

    private void write(Change change) {
        Writing.in(database, me, clock, random, writing -> {
            change.on(writing);
            return true;
        });
    }

    public void addContact(String person, String nick) {
        String whole = Addresses.wellFormed(nick).strip();
        if (whole.length() > MAX_NICK_LENGTH) {
            throw new Refusal(
                    "bad_name",
                    "A name for somebody has at most " + MAX_NICK_LENGTH + " characters.",
                    "Choose a shorter one.");
        }
        about(AccountSetting.CONTACT, person, Optional.of(whole));
    }

    public void removeContact(String person) {
        about(AccountSetting.CONTACT, person, Optional.empty());
    }

    public void block(String person) {
        about(AccountSetting.BLOCK, person, Optional.of(""));
    }

    public void unblock(String person) {
        about(AccountSetting.BLOCK, person, Optional.empty());
    }

    private void about(String prefix, String person, Optional<String> value) {
        write(writing -> {
            Needs.Someone someone = writing.needs.find(person);
            if (someone.user().equals(me)) {
                throw new Refusal("not_allowed", "That is yourself.", "Give somebody else's name.");
            }
            writing.own.write(prefix + someone.user().value(), value, Optional.of(someone));
        });
    }

    public void mute(long conversation, Optional<Instant> until) {
        write(writing -> writing.own.write(
                AccountSetting.MUTE + id(writing, writing.conversation(conversation)),
                Optional.of(Long.toString(until.map(Instant::toEpochMilli).orElse(0L)))));
    }

    public void unmute(long conversation) {
        write(writing -> writing.own.write(
                AccountSetting.MUTE + id(writing, writing.conversation(conversation)), Optional.empty()));
    }

    private static ConversationId id(Writing writing, long conversation) throws SQLException {
        return writing.sql
                .text("SELECT id FROM conversation WHERE key = ?", conversation)
                .map(ConversationId::new)
                .orElseThrow(() -> new Refusal(
                        "no_conversation",
                        "Nobody has looked up yet with whom this conversation is.",
                        "Try again once there was a connection."));
    }

    public void saveDraft(long conversation, String text) {
        String whole = Addresses.wellFormed(text);
        write(writing -> writing.own.draft(writing.conversation(conversation), whole.isBlank() ? "" : whole));
    }

    /// Does nothing if the user has written there already.
    public void accept(long conversation) {
        write(writing -> {
            long key = writing.conversation(conversation);
            if (id(writing, key).type() != ConversationType.DIRECT) {
                throw new Refusal(
                        "not_allowed", "Only what a stranger began can be accepted.", "Nothing is left to do.");
            }
            boolean mine = writing.sql
                    .number("SELECT 1 FROM entry WHERE conversation = ? AND sender = ? LIMIT 1", key, me.value())
                    .isPresent();
            if (!mine) {
                var content = new Content(
                        Kinds.ACCEPT, OptionalLong.empty(), List.of(), List.of(), Optional.empty(), Body.text(""));
                writing.entries.compose(key, content, Optional.empty());
            }
        });
    }

    public void set(String name, Optional<String> value) {
        write(writing -> writing.own.write(name, value));
    }
}
