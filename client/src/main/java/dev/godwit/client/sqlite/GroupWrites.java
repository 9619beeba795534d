package dev.godwit.client.sqlite;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/// What the user does to groups: each is one local transaction, and holds here at once. The server decides
/// in the order of the log; only what is certain to fail is refused here.
public final class GroupWrites {
    private final Database database;
    private final UserId me;
    private final Clock clock;
    private final RandomGenerator random;

    public GroupWrites(Database database, UserId me, Clock clock, RandomGenerator random) {
        this.database = database;
        this.me = me;
        this.clock = clock;
        this.random = random;
    }

    private <T> T write(Writing.Work<T> work) {
        return Writing.in(database, me, clock, random, work);
    }

    private interface Change<T> {
        T on(Writing writing, GroupNow group) throws SQLException;
    }

    /// A change of a group that the user is in, as far as is known here.
    private <T> T change(long conversation, Role least, Change<T> change) {
        return write(writing -> {
            GroupNow group = group(writing, conversation);
            group.requireMember();
            if (group.role().isPresent() && group.role().get().compareTo(least) < 0) {
                throw notAllowed(
                        least == Role.OWNER
                                ? "Only owners of a group can do that."
                                : "Only owners and admins of a group can do that.",
                        Code.NOT_ALLOWED.hint());
            }
            return change.on(writing, group);
        });
    }

    private static GroupNow group(Writing writing, long conversation) throws SQLException {
        long key = writing.conversation(conversation);
        if (!GroupNow.isGroup(writing.sql, key)) {
            throw new Refusal("not_a_group", "This conversation is no group.", "Name a group.");
        }
        return GroupNow.read(writing.sql, writing.me, key);
    }

    private static long queue(Writing writing, long conversation, GroupChange change) throws SQLException {
        return writing.entries.compose(conversation, GroupChangeCodec.write(change), Optional.empty());
    }

    private static long queue(Writing writing, long conversation, GroupChange change, Needs.Someone about)
            throws SQLException {
        long row = queue(writing, conversation, change);
        writing.needs.add(row, about);
        return row;
    }

    /// Makes a group; answers with the key of its conversation.
    public long create(String title, List<String> people) {
        String whole = title(title);
        return write(writing -> {
            String nonce = GroupLink.newCode(random);
            long key = writing.conversations.require(ConversationId.group(me, nonce));
            queue(writing, key, new GroupChange.Create(nonce, whole, History.JOINED));
            Set<UserId> added = new HashSet<>(Set.of(me));
            for (String person : people) {
                Needs.Someone someone = writing.needs.find(person);
                if (added.add(someone.user())) {
                    add(writing, key, someone);
                }
            }
            return key;
        });
    }

    private static long add(Writing writing, long key, Needs.Someone someone) throws SQLException {
        return queue(writing, key, new GroupChange.Add(List.of(someone.user())), someone);
    }

    private static String title(String title) {
        String whole = Addresses.wellFormed(title).strip();
        if (whole.isBlank() || whole.length() > Limits.MAX_TITLE_LENGTH) {
            throw new Refusal(
                    "bad_title",
                    whole.isBlank()
                            ? "A title has something to read in it."
                            : "The title has " + whole.length() + " characters; at most " + Limits.MAX_TITLE_LENGTH
                                    + " are allowed.",
                    "Choose another title.");
        }
        return whole;
    }

    public void add(long conversation, String person) {
        change(conversation, Role.ADMIN, (writing, group) -> {
            Needs.Someone someone = writing.needs.find(person);
            if (group.isMember(someone.user())) {
                throw noChange(person.strip() + " is in the group already.");
            }
            return add(writing, group.conversation, someone);
        });
    }

    public void remove(long conversation, String person) {
        change(conversation, Role.ADMIN, (writing, group) -> {
            Needs.Someone someone = writing.needs.find(person);
            if (someone.user().equals(me)) {
                throw notAllowed("Nobody removes themselves.", "Leave the group instead.");
            }
            requireIn(group, someone, person);
            if (group.role(someone.user()).equals(Optional.of(Role.OWNER))
                    && !group.role().equals(Optional.of(Role.OWNER))) {
                throw notAllowed("Only owners of a group can remove an owner.", Code.NOT_ALLOWED.hint());
            }
            return queue(writing, group.conversation, new GroupChange.Remove(someone.user()), someone);
        });
    }

    /// Of a large group not everybody is known here.
    private static void requireIn(GroupNow group, Needs.Someone someone, String person) throws SQLException {
        if (!group.isLarge() && someone.missing().isEmpty() && !group.isMember(someone.user())) {
            throw noChange(person.strip() + " is not in the group.");
        }
    }

    public void setRole(long conversation, String person, Role role) {
        change(conversation, Role.OWNER, (writing, group) -> {
            Needs.Someone someone = writing.needs.find(person);
            requireIn(group, someone, person);
            if (group.role(someone.user()).equals(Optional.of(role))) {
                throw noChange(person.strip() + " is that already.");
            }
            boolean lastOwner = someone.user().equals(me)
                    && !group.isLarge()
                    && group.members().values().stream()
                                    .filter(each -> each == Role.OWNER)
                                    .count()
                            == 1;
            if (lastOwner) {
                throw notAllowed(
                        "A group has an owner, and you are the only one.", "Make somebody else an owner first.");
            }
            return queue(writing, group.conversation, new GroupChange.SetRole(someone.user(), role), someone);
        });
    }

    /// Leaves; a group that never was sent is just forgotten.
    public void leave(long conversation) {
        write(writing -> {
            GroupNow group = group(writing, conversation);
            boolean unsent = writing.sql
                    .number(
                            "SELECT 1 FROM outbox o JOIN entry e ON e.key = o.entry WHERE o.conversation = ?1"
                                    + " AND e.kind IN (?2, ?3) AND (o.maybe_sent = 0 OR o.failed = 1)"
                                    + " AND NOT EXISTS (SELECT 1 FROM group_state g WHERE g.conversation = ?1"
                                    + " AND g.role <> '')",
                            group.conversation,
                            Kinds.GROUP_CREATE,
                            Kinds.GROUP_JOIN)
                    .isPresent();
            if (unsent) {
                forget(writing, group.conversation);
                return true;
            }
            group.requireMember();
            queue(writing, group.conversation, new GroupChange.Leave());
            return true;
        });
    }

    /// What never began leaves nothing behind.
    static void forget(Writing writing, long conversation) throws SQLException {
        for (long entry : writing.sql.list(
                "SELECT entry FROM outbox WHERE conversation = ? AND entry IS NOT NULL",
                row -> row.getLong(1),
                conversation)) {
            writing.drop(entry);
        }
    }

    public void setTitle(long conversation, String title) {
        String whole = title(title);
        change(conversation, Role.ADMIN, (writing, group) -> {
            if (group.title.equals(whole)) {
                throw noChange("That is the title already.");
            }
            GroupTitles.set(writing, group.conversation, whole);
            return true;
        });
    }

    public void setHistory(long conversation, History history) {
        change(conversation, Role.ADMIN, (writing, group) -> {
            if (group.history == history) {
                throw noChange("It is like that already.");
            }
            return queue(writing, group.conversation, new GroupChange.SetHistory(history));
        });
    }

    public GroupLink makeLink(long conversation, OptionalInt uses, Optional<Duration> lifetime) {
        boolean sensible = (uses.isEmpty() || uses.getAsInt() > 0)
                && (lifetime.isEmpty() || lifetime.get().isPositive());
        if (!sensible) {
            throw new Refusal("bad_link", "Nobody could join by such a link.", "Give at least one use and some time.");
        }
        return change(conversation, Role.ADMIN, (writing, group) -> {
            long now = clock.millis() + Meta.CLOCK_OFFSET.number(writing.sql);
            long until = lifetime.map(time -> Math.clamp(now + time.toMillis(), 1, Limits.MAX_NUMBER))
                    .orElse(0L);
            var link = new GroupLink(GroupLink.newCode(random), uses.orElse(0), until);
            queue(writing, group.conversation, new GroupChange.MakeLink(link));
            return link;
        });
    }

    public void revokeLink(long conversation, String code) {
        change(conversation, Role.ADMIN, (writing, group) -> {
            boolean works = group.links(0).stream().anyMatch(link -> link.code().equals(code));
            if (!works) {
                throw noChange("There is no such link any more.");
            }
            return queue(writing, group.conversation, new GroupChange.RevokeLink(code));
        });
    }

    /// Joins a group by a link; answers with the key of its conversation.
    public long join(ConversationId group, String code) {
        return write(writing -> {
            long key = writing.conversations.require(group);
            GroupNow now = GroupNow.read(writing.sql, me, key);
            if (now.role().isEmpty() && !now.isJoining()) {
                queue(writing, key, new GroupChange.Join(code));
            }
            return key;
        });
    }

    private static Refusal notAllowed(String message, String hint) {
        return new Refusal(Code.NOT_ALLOWED.wire(), message, hint);
    }

    private static Refusal noChange(String message) {
        return new Refusal(Code.NO_CHANGE.wire(), message, "Nothing is left to do.");
    }
}
