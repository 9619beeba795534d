package dev.godwit.server.log;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Contacts and blocks of the users who were asked about last, read from their account logs when they are first needed
/// and kept current by the writers of those logs: before a device is told that its block is stored, it is in force.
///
/// Safe for any thread. What is in memory is answered at once, on the caller's thread; what must be read, on one of the
/// store's.
public final class Relations {
    private static final int MAX_USERS = 50_000;
    private static final Head NOTHING = new Head(0, 0, 0, ConversationState.EMPTY);

    private final LogStore store;
    private final LinkedHashMap<ConversationId, Line> byAccount = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Line {
        /// Of the account log, up to which it counts; -1 while nothing is known.
        private long seq = -1;
        private Relation relation = Relation.NONE;
        private final CompletableFuture<Relation> loaded = new CompletableFuture<>();
    }

    Relations(LogStore store) {
        this.store = store;
    }

    /// Fails where the account log must be read and cannot be.
    public CompletionStage<Relation> of(UserId user) {
        var account = ConversationId.account(user);
        Line line;
        synchronized (this) {
            var known = byAccount.get(account);
            if (known != null) {
                return known.seq >= 0 ? CompletableFuture.completedStage(known.relation) : known.loaded;
            }
            if (byAccount.size() >= MAX_USERS) {
                byAccount.pollFirstEntry();
            }
            // In the list before the store is read: what is committed from now on is not missed.
            line = new Line();
            byAccount.put(account, line);
        }
        store.head(account).whenComplete((head, fault) -> {
            if (fault != null || head == null) {
                synchronized (this) {
                    byAccount.remove(account, line);
                }
                line.loaded.completeExceptionally(fault != null ? fault : new IllegalStateException("no head read"));
            } else {
                line.loaded.complete(head.isPresent() ? take(line, head.get()) : take(line, NOTHING));
            }
        });
        return line.loaded;
    }

    /// To be told by the writer of an account log, for each commit in order, before anybody else hears of it.
    void committed(ConversationId account, Head head) {
        Line line;
        synchronized (this) {
            line = byAccount.get(account);
        }
        if (line != null) {
            take(line, head);
        }
    }

    private synchronized Relation take(Line line, Head head) {
        if (head.seq() > line.seq) {
            line.seq = head.seq();
            line.relation = new Relation(head.state());
        }
        return line.relation;
    }
}
