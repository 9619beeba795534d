package dev.godwit.client.sqlite;

import dev.godwit.client.core.RangeSet;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.EntryCodec;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// What the user does: each is one local transaction, safe on disk when the call returns, whatever the
/// network does. The engine finds what is to be sent in the outbox.
public final class LocalWrites {
    private final Database database;
    private final UserId me;
    private final Clock clock;
    private final RandomGenerator random;

    public LocalWrites(Database database, UserId me, Clock clock, RandomGenerator random) {
        this.database = database;
        this.me = me;
        this.clock = clock;
        this.random = random;
    }

    private <T> T write(Writing.Work<T> work) {
        return Writing.in(database, me, clock, random, work);
    }

    /// Queues a message to a name, a user id or a conversation id; answers with its key.
    public long send(String to, String text) {
        Content content = message(text);
        return write(writing -> compose(writing, target(writing.conversations, to.strip()), content));
    }

    /// Queues a message into a conversation that is on this device; answers with its key.
    public long send(long conversation, String text) {
        Content content = message(text);
        return write(writing -> compose(writing, writing.conversation(conversation), content));
    }

    private static long compose(Writing writing, long conversation, Content content) throws SQLException {
        GroupNow.requireVoice(writing, conversation);
        writing.conversations.ensureLookup(conversation);
        long ord = writing.entries.nextOrd();
        long entry = writing.entries.insertOwn(conversation, content, OptionalLong.empty(), ord);
        writing.entries.queue(conversation, entry, ord, false, Optional.empty());
        writing.own.finishDraft(conversation);
        return entry;
    }

    private static long target(Conversations conversations, String to) throws SQLException {
        Optional<UserId> user = Addresses.user(to);
        if (user.isPresent()) {
            return conversations.withPerson(user.get());
        }
        Optional<ConversationId> id = Addresses.conversation(to);
        if (id.isPresent()) {
            return conversations.find(id.get()).orElseThrow(Writing::noConversation);
        }
        if (to.isEmpty() || to.length() > Addresses.MAX_NAME) {
            throw new Refusal("bad_name", "Nobody can be called that.", "Write to a name, such as 'bob'.");
        }
        return conversations.withName(to);
    }

    private static Content message(String text) {
        String whole = Addresses.wellFormed(text);
        if (whole.isBlank()) {
            throw new Refusal("empty", "There is no text in it.", "Write something.");
        }
        Content content = Content.message(whole);
        int size = EntryCodec.bodySize(content.body());
        if (size > Limits.MAX_BODY) {
            throw new Refusal(
                    "too_large",
                    "The text has " + size + " bytes; a message holds " + Limits.MAX_BODY + ".",
                    "Shorten it, or send it in parts.");
        }
        return content;
    }

    /// Replaces the text of an own message.
    public void edit(long message, String text) {
        Content content = message(text);
        write(writing -> {
            Sql sql = writing.sql;
            Entries entries = writing.entries;
            Own own = own(sql, message);
            if (!own.kind().equals(Kinds.MESSAGE)) {
                throw notAllowed("Only messages can be edited.");
            }
            Optional<Entries.Waiting> waiting = entries.waiting(message);
            OptionalLong seq = place(own, waiting);
            if (seq.isPresent()) {
                change(sql, entries, own, message, Contents.asEdit(content, seq.getAsLong()));
                return true;
            }
            entries.withdrawChangesOf(message);
            writing.derived.lines().touch(message);
            if (waiting.orElseThrow().failed() && !waiting.get().op().equals("cancel")) {
                // Refused for good, so not stored: it may go out under a new id, behind what waits now.
                entries.replace(message, Contents.write(content));
                toTail(writing, own, message);
            } else if (!waiting.get().maybeSent()) {
                sql.update("UPDATE entry SET content = ? WHERE key = ?", Contents.write(content), message);
                sql.update("UPDATE outbox SET rev = rev + 1 WHERE entry = ?", message);
            } else {
                withdraw(sql, message, Optional.of(Contents.write(content)));
            }
            return true;
        });
    }

    /// Queues a failed entry again, behind what waits now.
    public void retry(long message) {
        write(writing -> {
            retry(writing, message);
            return true;
        });
    }

    private void retry(Writing writing, long message) throws SQLException {
        Sql sql = writing.sql;
        Entries entries = writing.entries;
        Own own = own(sql, message);
        Optional<Entries.Waiting> waiting = entries.waiting(message);
        if (waiting.isEmpty() || !waiting.get().failed()) {
            throw notAllowed("This has not failed; what waits goes out by itself.");
        }
        OptionalLong about = sql.number("SELECT target_entry FROM entry WHERE key = ?", message);
        if (about.isPresent()
                && entries.waiting(about.getAsLong())
                        .filter(Entries.Waiting::failed)
                        .isPresent()) {
            // A change leaves behind what it is about, and never without it: it would hold up all that is behind it.
            retry(writing, about.getAsLong());
        }
        boolean idIsSpoilt = waiting.get().code().equals(Code.ID_REUSED.wire())
                || waiting.get().code().equals(Code.CANCELLED.wire());
        if (idIsSpoilt && waiting.get().op().equals("send")) {
            String content =
                    sql.text("SELECT content FROM entry WHERE key = ?", message).orElseThrow();
            entries.replace(message, content);
        }
        if (waiting.get().code().equals(Code.STALE.wire()) && own.kind().equals(Kinds.GROUP_TITLE)) {
            GroupTitles.renew(writing, own.conversation(), message);
        }
        writing.needs.renew(waiting.get().row());
        writing.derived.lines().touch(message);
        sql.update(
                "UPDATE outbox SET failed = 0, code = NULL, reason = NULL, attempts = 0, next_at = NULL,"
                        + " rev = rev + 1 WHERE entry = ?",
                message);
        toTail(writing, own, message);
    }

    /// Takes an own message back, or drops a change that has not left yet.
    public void discard(long message) {
        write(writing -> {
            Sql sql = writing.sql;
            Entries entries = writing.entries;
            Own own = own(sql, message);
            Optional<Entries.Waiting> waiting = entries.waiting(message);
            if (waiting.isEmpty() && !own.kind().equals(Kinds.MESSAGE)) {
                throw notAllowed("That change has been made already.");
            }
            OptionalLong seq = place(own, waiting);
            if (seq.isPresent()) {
                change(sql, entries, own, message, Content.delete(seq.getAsLong()));
                return true;
            }
            entries.withdrawChangesOf(message);
            writing.derived.lines().touch(message);
            if (!waiting.orElseThrow().maybeSent()
                    || (waiting.get().failed() && waiting.get().op().equals("send"))) {
                if (own.kind().equals(Kinds.GROUP_CREATE)) {
                    GroupWrites.forget(writing, own.conversation());
                } else {
                    writing.drop(message);
                }
            } else if (own.kind().equals(Kinds.GROUP_CREATE)) {
                throw new Refusal("not_allowed", "The group may have been made already.", "Leave the group instead.");
            } else {
                withdraw(sql, message, Optional.empty());
            }
            return true;
        });
    }

    /// Everything up to and including this message was shown.
    public void markRead(long message) {
        database.write(sql -> {
            record Place(long conversation, OptionalLong seq) {}

            Optional<Place> place = sql.one(
                    "SELECT conversation, seq FROM entry WHERE key = ?",
                    row -> new Place(row.getLong(1), Sql.optionalLong(row, 2)),
                    message);
            if (place.isEmpty()) {
                throw noMessage();
            }
            // A message without a seq stands behind everything that has one.
            long conversation = place.get().conversation();
            long seq = place.get().seq().isPresent()
                    ? place.get().seq().getAsLong()
                    : RangeSet.parse(sql.text("SELECT covered FROM conversation WHERE key = ?", conversation)
                                    .orElse(""))
                            .max();
            sql.update("UPDATE conversation SET seen = max(seen, ?) WHERE key = ?", seq, conversation);
            return true;
        });
    }

    private record Own(long conversation, String kind, OptionalLong seq) {}

    private Own own(Sql sql, long message) throws SQLException {
        record Found(Own own, String sender) {}

        Found found = sql.one(
                        "SELECT conversation, kind, seq, sender FROM entry WHERE key = ?",
                        row -> new Found(
                                new Own(row.getLong(1), row.getString(2), Sql.optionalLong(row, 3)), row.getString(4)),
                        message)
                .orElseThrow(LocalWrites::noMessage);
        if (!found.sender().equals(me.value())) {
            throw notAllowed("Somebody else wrote this.");
        }
        return found.own();
    }

    /// Where a message stands in the log, or will stand again; empty for what waits.
    private static OptionalLong place(Own own, Optional<Entries.Waiting> waiting) {
        if (waiting.isEmpty()) {
            return OptionalLong.of(own.seq().orElseThrow());
        }
        return own.kind().equals(Kinds.MESSAGE) ? waiting.get().formerSeq() : OptionalLong.empty();
    }

    /// Queues an edit or a deletion of an entry that stands in the log. One that waits and never left is
    /// replaced.
    private static void change(Sql sql, Entries entries, Own own, long message, Content content) throws SQLException {
        for (long older : sql.list(
                "SELECT e.key FROM entry e JOIN outbox o ON o.entry = e.key WHERE e.target_entry = ?"
                        + " AND o.maybe_sent = 0",
                row -> row.getLong(1),
                message)) {
            entries.drop(older);
        }
        long ord = entries.nextOrd();
        long change = entries.insertOwn(own.conversation(), content, OptionalLong.of(message), ord);
        entries.queue(own.conversation(), change, ord, false, Optional.empty());
    }

    /// It may have left: only the server knows. What the user sees changes at once.
    static void withdraw(Sql sql, long message, Optional<String> replacement) throws SQLException {
        sql.update(
                "UPDATE outbox SET op = 'cancel', replacement = ?, failed = 0, code = NULL, reason = NULL,"
                        + " attempts = 0, next_at = NULL, rev = rev + 1 WHERE entry = ?",
                replacement.orElse(null),
                message);
    }

    private static void toTail(Writing writing, Own own, long message) throws SQLException {
        writing.conversations.ensureLookup(own.conversation());
        long ord = writing.entries.nextOrd();
        writing.sql.update("UPDATE entry SET ord = ? WHERE key = ?", ord, message);
        writing.sql.update("UPDATE outbox SET pos = ? WHERE entry = ?", ord, message);
    }

    private static Refusal noMessage() {
        return new Refusal("no_message", "There is no such message on this device.", "Look it up again.");
    }

    private static Refusal notAllowed(String message) {
        return new Refusal("not_allowed", message, "Look at the message's state first.");
    }
}
