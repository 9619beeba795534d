package dev.godwit.server.delivery;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Audience;
import dev.godwit.server.log.Commit;
import dev.godwit.server.log.Direct;
import dev.godwit.server.log.Group;
import dev.godwit.server.log.Visibility;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From what has become durable to the sessions that may see it: encoded once, to every device of everybody
/// concerned but the one that wrote it. Posts of a large group concern those who look at it.
///
/// Owned by the delivery thread.
final class FanOut {
    private final Registry registry;
    private final Rosters rosters;
    private final Watches watches;
    private final LargeGroups largeGroups;
    private final Receipts receipts;

    FanOut(Registry registry, Rosters rosters, Watches watches, LargeGroups largeGroups, Receipts receipts) {
        this.registry = registry;
        this.rosters = rosters;
        this.watches = watches;
        this.largeGroups = largeGroups;
        this.receipts = receipts;
    }

    void announce(Commit commit) {
        boolean byCursor = Group.of(commit.head()).isLarge() && !Audience.changesScale(commit);
        var frames = new Frames(commit);
        for (UserId user : Audience.of(commit)) {
            rosters.note(
                    user,
                    commit.conversation(),
                    commit.head(),
                    LastChange.ofEntry(commit.head().stamp()));
            var visibility = Visibility.of(commit.head(), user);
            for (Session session : registry.of(user)) {
                if (!byCursor) {
                    frames.push(session, visibility);
                } else if (!watches.of(commit.conversation()).contains(session)) {
                    frames.pushAbout(user, session, visibility);
                }
            }
        }
        if (Audience.changesScale(commit)) {
            largeGroups.scaleChanged(commit);
        } else if (byCursor) {
            for (Session session : watches.of(commit.conversation())) {
                frames.push(session, Visibility.of(commit.head(), session.user()));
            }
            largeGroups.committed(commit);
        }
        discloseReceipts(commit);
    }

    /// Who has accepted, or blocks nobody any more, is no longer hidden from the other one.
    private void discloseReceipts(Commit commit) {
        if (commit.touched().facts().isEmpty()) {
            return;
        }
        switch (commit.conversation().type()) {
            case GROUP -> {}
            case DIRECT -> {
                var direct = Direct.of(commit.head());
                direct.opener()
                        .filter(opener -> !direct.isRequest())
                        .ifPresent(opener -> receipts.disclose(commit.conversation(), direct.peerOf(opener), opener));
            }
            case ACCOUNT -> {
                var user = commit.entries().getFirst().from();
                for (String fact : commit.touched().facts()) {
                    discloseAfter(fact, user);
                }
            }
        }
    }

    private void discloseAfter(String fact, UserId user) {
        for (String prefix : new String[] {AccountSetting.CONTACT, AccountSetting.BLOCK}) {
            if (fact.startsWith(prefix)) {
                var other = new UserId(fact.substring(prefix.length()));
                receipts.disclose(ConversationId.direct(user, other), user, other);
            }
        }
    }

    /// The frames of one commit, each encoded when the first session is to have it.
    private static final class Frames {
        private final Commit commit;
        private final EncodedFrame[] encoded;
        private @Nullable List<List<UserId>> subjects;

        Frames(Commit commit) {
            this.commit = commit;
            this.encoded = new EncodedFrame[commit.entries().size()];
        }

        void push(Session session, Visibility visibility) {
            for (int i = 0; i < encoded.length; i++) {
                push(i, session, visibility);
            }
        }

        /// Only what is about this user.
        void pushAbout(UserId user, Session session, Visibility visibility) {
            if (subjects == null) {
                subjects = commit.entries().stream().map(Subjects::of).toList();
            }
            for (int i = 0; i < encoded.length; i++) {
                if (subjects.get(i).contains(user)) {
                    push(i, session, visibility);
                }
            }
        }

        private void push(int index, Session session, Visibility visibility) {
            var entry = commit.entries().get(index);
            if (visibility.includes(entry.seq()) && !isOwnWrite(entry, session)) {
                if (encoded[index] == null) {
                    encoded[index] = new EncodedFrame(new ServerFrame.Pushed(commit.conversation(), entry));
                }
                session.push(encoded[index]);
            }
        }

        /// The writing device knows its entry from the ack; what the server wrote in its name it has yet to
        /// see.
        private static boolean isOwnWrite(Entry entry, Session session) {
            return entry.device().equals(session.device())
                    && !Kinds.isReserved(entry.content().kind());
        }
    }
}
