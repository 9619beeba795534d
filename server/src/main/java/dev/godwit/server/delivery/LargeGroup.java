package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Commit;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.Group;
import dev.godwit.server.log.Head;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One large group: tells those who do not look that there is more, and those who do its numbers, at its
/// own pace, whatever the pace of the posts.
///
/// Owned by the delivery thread.
final class LargeGroup {
    private static final long PACE_MILLIS = 1_000;

    /// For who looks away and back: what it takes to count readers is kept a little longer than somebody
    /// looks.
    private static final long KEEP_READERS_MILLIS = 60_000;

    private final ConversationId conversation;
    private final LargeGroups all;
    private final SharedLine line = new SharedLine();
    private @Nullable Head head;
    private @Nullable Readership readers;

    /// The numbers that all who look have; empty where some have others.
    private ServerFrame.@Nullable Counts toldAll;

    private @Nullable EncodedFrame answer;
    private long answerUntil;
    private final Set<Session> waitingForCounts = new LinkedHashSet<>();
    private boolean counting;
    private boolean headDue;
    private boolean countsDue;
    private boolean armed;
    private boolean forgetting;
    private long notBefore;

    LargeGroup(ConversationId conversation, LargeGroups all) {
        this.conversation = conversation;
        this.all = all;
    }

    SharedLine line() {
        return line;
    }

    void committed(Commit commit) {
        take(commit);
        headDue = true;
        countsDue = true;
        arm();
    }

    void scaleChanged(Commit commit) {
        take(commit);
        headDue = false;
        countsDue = Group.of(commit.head()).isLarge();
        if (!countsDue) {
            // Receipts are told by name from here on, and not counted.
            readers = null;
        }
        arm();
    }

    private void take(Commit commit) {
        head = commit.head();
        line.move(head.seq(), head.stamp());
        if (readers != null) {
            for (UserId user : commit.touched().people()) {
                recount(readers, user, head.state());
            }
        }
    }

    /// Somebody has come or gone, and with them how far they had read.
    private void recount(Readership counted, UserId user, ConversationState state) {
        var cursors = all.cursors.known(conversation);
        var cursor = cursors == null ? null : cursors.all().get(user);
        if (!state.isMember(user)) {
            counted.remove(user);
        } else if (cursor != null) {
            counted.moved(user, cursor.cursor().read());
        }
    }

    void read(UserId reader, long seq) {
        if (readers != null) {
            readers.moved(reader, seq);
            moved();
        }
    }

    void cameOrWent(UserId user) {
        if (head != null && isWatched() && head.state().isMember(user)) {
            moved();
        }
    }

    private void moved() {
        countsDue = true;
        arm();
    }

    private boolean isWatched() {
        return all.watches.isWatched(conversation);
    }

    private void arm() {
        if (armed || !(headDue || (countsDue && isWatched()))) {
            return;
        }
        long wait = Math.clamp(notBefore - all.clock.millis(), 0, PACE_MILLIS);
        if (wait == 0) {
            tell();
        } else {
            armed = true;
            all.after(wait, this::tell);
        }
    }

    private void tell() {
        armed = false;
        var now = head;
        if (now == null || !Group.of(now).isLarge()) {
            return;
        }
        notBefore = all.clock.millis() + PACE_MILLIS;
        if (headDue) {
            headDue = false;
            tellHead(now);
        }
        if (countsDue) {
            countsDue = false;
            tellCounts(now);
        }
    }

    private void tellHead(Head now) {
        var watchers = all.watches.of(conversation);
        var frame = new EncodedFrame(new ServerFrame.Changed(conversation, now.seq()));
        all.registry.eachMemberHere(now.state(), (user, sessions) -> {
            for (Session session : sessions) {
                if (!watchers.contains(session)) {
                    session.push(frame);
                }
            }
        });
    }

    private void tellCounts(Head now) {
        var lookers = all.watches.of(conversation).stream()
                .filter(session -> now.state().isMember(session.user()))
                .toList();
        if (lookers.isEmpty()) {
            return;
        }
        if (readers == null || counting) {
            waitingForCounts.addAll(lookers);
            count();
            return;
        }
        var numbers = counts(now);
        if (!numbers.equals(toldAll)) {
            toldAll = numbers;
            answer = EncodedFrame.answer(numbers);
            answerUntil = all.clock.millis() + PACE_MILLIS;
            var frame = new EncodedFrame(numbers);
            lookers.forEach(session -> session.offer(frame));
        }
    }

    private ServerFrame.Counts counts(Head now) {
        return new ServerFrame.Counts(
                conversation,
                now.state().count(),
                all.online.of(conversation, now.state()),
                readers == null ? List.of() : readers.highest());
    }

    /// What others have been told about before it looked, or are about to be, it is told now; then the
    /// numbers.
    void greet(Session session, Head ordered) {
        head = ordered;
        line.move(ordered.seq(), ordered.stamp());
        if (headDue) {
            session.push(new EncodedFrame(new ServerFrame.Changed(conversation, ordered.seq())));
        }
        if (readers != null && !counting) {
            answer(session);
        } else {
            waitingForCounts.add(session);
            count();
        }
    }

    /// Reads how far everybody is, once; what moves meanwhile is counted already.
    private void count() {
        if (counting) {
            return;
        }
        counting = true;
        var counted = new Readership();
        readers = counted;
        all.cursors
                .of(conversation)
                .whenComplete((members, fault) -> all.owner.execute(() -> {
                    counting = false;
                    if (readers == counted && head != null && members != null) {
                        var state = head.state();
                        members.all().forEach((user, cursor) -> {
                            if (state.isMember(user)) {
                                counted.moved(user, cursor.cursor().read());
                            }
                        });
                    } else if (readers == counted) {
                        // Not known just now: whoever looks next has it read again.
                        readers = null;
                    }
                    waitingForCounts.forEach(this::answer);
                    waitingForCounts.clear();
                }));
    }

    /// Not counted again within the pace: looking to and fro costs the server nothing. But looked at again
    /// after it, since who is there may be known better by then.
    private void answer(Session session) {
        if (head == null || !Group.of(head).isLarge() || !head.state().isMember(session.user())) {
            return;
        }
        long now = all.clock.millis();
        if (answer == null || now >= answerUntil || now < answerUntil - PACE_MILLIS) {
            var numbers = counts(head);
            answer = EncodedFrame.answer(numbers);
            answerUntil = now + PACE_MILLIS;
            if (!numbers.equals(toldAll)) {
                toldAll = null;
            }
        }
        session.offer(answer);
        countsDue = true;
        notBefore = Math.max(notBefore, answerUntil);
        arm();
    }

    void unwatched() {
        if (!isWatched() && readers != null && !forgetting) {
            forgetting = true;
            all.after(KEEP_READERS_MILLIS, () -> {
                forgetting = false;
                if (!isWatched()) {
                    readers = null;
                }
            });
        }
    }
}
