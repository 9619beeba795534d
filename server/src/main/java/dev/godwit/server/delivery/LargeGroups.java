package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Commit;
import dev.godwit.server.log.Group;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/// The large groups that something has happened in since the server started. Each has hundreds of members,
/// so there are never many.
///
/// Owned by the delivery thread.
final class LargeGroups {
    final Registry registry;
    final Watches watches;
    final Cursors cursors;
    final Executor owner;
    final InstantSource clock;
    private final Heads heads;
    private final Timer timer;
    private final Map<ConversationId, LargeGroup> groups = new HashMap<>();
    Online online;

    LargeGroups(
            Registry registry,
            Watches watches,
            Cursors cursors,
            Heads heads,
            Executor owner,
            Timer timer,
            InstantSource clock) {
        this.registry = registry;
        this.watches = watches;
        this.cursors = cursors;
        this.heads = heads;
        this.owner = owner;
        this.timer = timer;
        this.clock = clock;
        this.online = (group, state) -> registry.membersHere(state);
    }

    private LargeGroup of(ConversationId conversation) {
        return groups.computeIfAbsent(conversation, id -> new LargeGroup(id, this));
    }

    SharedLine line(ConversationId conversation) {
        return of(conversation).line();
    }

    void committed(Commit commit) {
        of(commit.conversation()).committed(commit);
    }

    /// The group has become large, or small again, and everybody was told.
    void scaleChanged(Commit commit) {
        of(commit.conversation()).scaleChanged(commit);
    }

    void read(ConversationId conversation, UserId reader, long seq) {
        of(conversation).read(reader, seq);
    }

    /// Answers a session that begins to look: what it may have missed, and the group in numbers.
    void watched(Session session, List<ConversationId> conversations) {
        for (ConversationId conversation : conversations) {
            if (conversation.type() == ConversationType.GROUP) {
                heads.at(
                        conversation,
                        head -> {
                            if (Group.of(head).isLarge() && head.state().isMember(session.user())) {
                                of(conversation).greet(session, head);
                            }
                        },
                        fault -> {
                            // The numbers come with the next move.
                        });
            }
        }
    }

    void unwatched(List<ConversationId> conversations) {
        for (ConversationId conversation : conversations) {
            var group = groups.get(conversation);
            if (group != null) {
                group.unwatched();
            }
        }
    }

    /// A user's first device has come, or the last one has gone.
    void cameOrWent(UserId user) {
        for (LargeGroup group : groups.values()) {
            group.cameOrWent(user);
        }
    }

    void after(long millis, Runnable task) {
        timer.after(millis, () -> owner.execute(task));
    }
}
