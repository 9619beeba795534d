package dev.godwit.server.delivery;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore.Stamped;
import dev.godwit.server.log.Group;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.Relation;
import dev.godwit.server.log.Relations;
import dev.godwit.server.log.Visibility;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The members' cursors: merged by max, told to those who may know at once, saved without a sync of their
/// own.
///
/// Of a large group nobody is told but the user's own devices; those who look get [LargeGroups]' numbers.
///
/// Owned by the delivery thread.
final class Receipts {
    private final LogStore logStore;
    private final CursorStore store;
    private final Executor owner;
    private final Heads heads;
    private final Relations relations;
    private final Cursors cursors;
    private final CursorClock clock;
    private final Discretion discretion;
    private final Registry registry;
    private final Rosters rosters;
    private final LargeGroups largeGroups;
    /// Sessions of whom something could not be accepted: they are not to be told that it is durable.
    private final Set<Session> lost = new HashSet<>();

    private CompletionStage<Void> accepting = CompletableFuture.completedStage(null);
    private boolean unsynced;
    private CompletionStage<Void> synced = CompletableFuture.completedStage(null);

    Receipts(
            LogStore logStore,
            CursorStore store,
            Executor owner,
            Heads heads,
            Relations relations,
            Cursors cursors,
            CursorClock clock,
            Discretion discretion,
            Registry registry,
            Rosters rosters,
            LargeGroups largeGroups) {
        this.logStore = logStore;
        this.store = store;
        this.owner = owner;
        this.heads = heads;
        this.relations = relations;
        this.cursors = cursors;
        this.clock = clock;
        this.discretion = discretion;
        this.registry = registry;
        this.rosters = rosters;
        this.largeGroups = largeGroups;
    }

    /// Takes what one device says; conversations that its user cannot see are ignored.
    CompletionStage<Void> accept(Session from, List<ClientFrame.OwnCursor> own) {
        var all = own.stream().map(each -> accept(from, each)).toArray(CompletableFuture[]::new);
        var accepted = CompletableFuture.allOf(all).whenComplete((done, fault) -> {
            if (fault != null) {
                owner.execute(() -> lose(List.of(from)));
            }
        });
        accepting = accepting.thenCombine(accepted.exceptionally(fault -> null), (before, now) -> null);
        return accepted;
    }

    private void lose(List<Session> sessions) {
        sessions.stream().filter(registry::has).forEach(lost::add);
    }

    void detach(Session session) {
        lost.remove(session);
    }

    private CompletableFuture<Void> accept(Session from, ClientFrame.OwnCursor own) {
        var done = new CompletableFuture<Void>();
        withCursors(
                own.conversation(),
                from.user(),
                (head, members, relation) -> {
                    merge(from, own, head, members, relation);
                    done.complete(null);
                },
                done::completeExceptionally);
        return done;
    }

    private interface Step {
        void with(Head head, Cursors.Of members, Relation relation);
    }

    /// The head is read last, so that it is the one as of which the delivery thread tells everything else.
    private void withCursors(ConversationId conversation, UserId reader, Step step, Consumer<Throwable> failed) {
        relations
                .of(reader)
                .thenCombine(cursors.of(conversation), (relation, members) ->
                        (Consumer<Head>) head -> step.with(head, cursors.keep(conversation, members), relation))
                .whenComplete((then, fault) -> {
                    if (fault != null) {
                        failed.accept(fault);
                    } else {
                        heads.at(conversation, then, failed);
                    }
                });
    }

    private void merge(Session from, ClientFrame.OwnCursor own, Head head, Cursors.Of members, Relation relation) {
        var user = from.user();
        var visibility = Visibility.of(head, user);
        if (visibility.isEmpty()) {
            return;
        }
        var known = members.all().get(user);
        var before = known == null ? Cursor.NONE : known.cursor();
        // Nobody has read what is not there yet, or not there for them, whatever their device says.
        var claimed = new Cursor(
                Math.min(own.cursor().delivered(), visibility.head()),
                Math.min(own.cursor().read(), visibility.head()));
        var after = before.max(claimed);
        if (!after.equals(before)) {
            var stamped = new Stamped(after, logStore.stamp() + 1);
            members.put(user, stamped);
            save(own.conversation(), user, stamped, members);
            announce(from, own.conversation(), stamped, moved(stamped.stamp()), head, relation);
        } else if (known != null && members.takeUnsaved(user)) {
            save(own.conversation(), user, known, members);
        }
    }

    private void save(ConversationId conversation, UserId user, Stamped cursor, Cursors.Of members) {
        unsynced = true;
        store.save(List.of(new CursorStore.Update(conversation, user, cursor))).whenComplete((done, fault) -> {
            if (fault != null) {
                owner.execute(() -> notSaved(conversation, user, members));
            }
        });
    }

    /// Lazy by contract: the devices repeat it in their next hello. Until then none of them is to hear that it is
    /// durable, whichever of them said it, and what they repeat is no news but has to be saved all the same.
    private void notSaved(ConversationId conversation, UserId user, Cursors.Of members) {
        members.noteUnsaved(user);
        var known = cursors.known(conversation);
        if (known != null) {
            known.noteUnsaved(user);
        }
        lose(registry.of(user));
    }

    private LastChange moved(long stamp) {
        return LastChange.ofCursor(stamp, clock.tick());
    }

    private void announce(
            Session from, ConversationId conversation, Stamped stamped, LastChange move, Head head, Relation relation) {
        var reader = from.user();
        var frame = new EncodedFrame(new ServerFrame.Receipt(conversation, reader, stamped.cursor()));
        if (!Discretion.isOpenTo(head, reader)) {
            tell(reader, conversation, head, move, frame, from);
            if (Group.of(head).isLarge() && head.state().isMember(reader)) {
                largeGroups.read(conversation, reader, stamped.cursor().read());
            }
            return;
        }
        head.state().people().forEach((viewer, person) -> {
            if (person.isMember() && discretion.mayKnow(conversation, head, reader, relation, viewer)) {
                tell(viewer, conversation, head, move, frame, from);
            }
        });
    }

    private void tell(
            UserId viewer, ConversationId conversation, Head head, LastChange move, EncodedFrame frame, Session but) {
        rosters.note(viewer, conversation, head, move);
        for (Session session : registry.of(viewer)) {
            if (!session.equals(but)) {
                session.push(frame);
            }
        }
    }

    /// Tells `viewer` the cursor of `reader`, if that has just become something that they may know.
    void disclose(ConversationId conversation, UserId reader, UserId viewer) {
        withCursors(
                conversation,
                reader,
                (head, members, relation) -> {
                    var known = members.all().get(reader);
                    if (known != null && discretion.mayKnow(conversation, head, reader, relation, viewer)) {
                        var frame = new EncodedFrame(new ServerFrame.Receipt(conversation, reader, known.cursor()));
                        rosters.note(viewer, conversation, head, moved(logStore.stamp() + 1));
                        registry.of(viewer).forEach(session -> session.push(frame));
                    }
                },
                fault -> {
                    // A push like any other: it comes with the next cursor, or the next look at the conversation.
                });
    }

    /// Completes when everything accepted so far is durable; fails if something of this session could not
    /// be accepted or saved.
    CompletionStage<Void> sync(Session asker) {
        return accepting
                .thenCompose(accepted -> onOwner(() -> syncNow(asker)))
                // Once more: of what was saved on the way to the disk it is known only now whether it got there.
                .thenCompose(synced -> onOwner(() -> unlessLost(asker)));
    }

    private CompletionStage<Void> onOwner(Supplier<CompletionStage<Void>> step) {
        var done = new CompletableFuture<CompletionStage<Void>>();
        owner.execute(() -> done.complete(step.get()));
        return done.thenCompose(stage -> stage);
    }

    @SuppressWarnings("NullAway") // null is the only value of a CompletionStage<Void>
    private CompletionStage<Void> unlessLost(Session asker) {
        return lost.contains(asker)
                ? CompletableFuture.failedStage(new IllegalStateException("receipts of this session were lost"))
                : CompletableFuture.completedStage(null);
    }

    private CompletionStage<Void> syncNow(Session asker) {
        if (lost.contains(asker)) {
            return unlessLost(asker);
        }
        if (unsynced) {
            unsynced = false;
            synced = store.sync().whenComplete((done, fault) -> {
                if (fault != null) {
                    owner.execute(() -> unsynced = true);
                }
            });
        }
        return synced;
    }
}
