package dev.godwit.server.log;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Entry;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The only one that decides about a conversation: takes commands in order, looks up what it must know, assigns
/// seqs and hands batches to the store, one at a time. While a batch is being synced the next one fills.
///
/// Owned by one thread, its shard's executor; every method is called there.
final class ConversationWriter {
    private static final int MAX_BATCH = 512;
    private static final int MAX_INBOX = 4_096;

    private final ConversationId conversation;
    private final LogStore store;
    private final LookUp facts;
    private final Relations relations;
    private final Executor owner;
    private final Watermark watermark;
    private final CommitListener listener;
    private final Judge judge;

    private final ArrayDeque<Command> inbox = new ArrayDeque<>();
    private final List<CompletableFuture<Head>> waitingForHead = new ArrayList<>();

    /// As of the last commit; null until loaded, and again after a fault.
    private @Nullable Head committed;

    private Pending filling = new Pending();
    private @Nullable Pending syncing;
    private boolean lookingUp;

    /// Set while a failed batch may have reached the disk all the same: what stood at the head before it.
    private @Nullable Doubt doubt;

    private record Doubt(long announced, Touched touched, Watermark.Ticket ticket) {}

    ConversationWriter(
            ConversationId conversation,
            LogStore store,
            LookUp facts,
            Rules rules,
            Relations relations,
            Executor owner,
            InstantSource clock,
            Watermark watermark,
            CommitListener listener) {
        this.conversation = conversation;
        this.store = store;
        this.facts = facts;
        this.relations = relations;
        this.owner = owner;
        this.watermark = watermark;
        this.listener = listener;
        this.judge = new Judge(conversation, rules, clock);
    }

    void submit(Command command) {
        if (inbox.size() >= MAX_INBOX) {
            command.reply().accept(Outcome.Refused.because(Code.THROTTLED, "Too much at once for one conversation."));
            return;
        }
        inbox.add(command);
        pump();
    }

    CompletionStage<Head> head() {
        if (committed != null) {
            return CompletableFuture.completedStage(committed);
        }
        var asked = new CompletableFuture<Head>();
        waitingForHead.add(asked);
        load();
        return asked;
    }

    boolean isIdle() {
        return inbox.isEmpty()
                && filling.isEmpty()
                && syncing == null
                && !lookingUp
                && waitingForHead.isEmpty()
                && doubt == null;
    }

    private void pump() {
        while (!lookingUp && !inbox.isEmpty() && filling.size() < MAX_BATCH) {
            if (committed == null) {
                load();
            } else {
                decide(inbox.remove());
            }
        }
        flush();
    }

    /// Reads the head; goes on with [#pump] once it is known.
    private void load() {
        if (lookingUp) {
            return;
        }
        lookUp(store.head(conversation), (head, fault) -> {
            if (fault != null || head == null) {
                failLoading(fault);
                return;
            }
            var loaded = head.orElse(new Head(0, 0, 0, ConversationState.EMPTY));
            if (doubt != null) {
                announceSurvivors(doubt, loaded);
                return;
            }
            committed = loaded;
            judge.reset(loaded);
            var asked = List.copyOf(waitingForHead);
            waitingForHead.clear();
            asked.forEach(future -> future.complete(loaded));
        });
    }

    /// Entries of a batch whose sync was reported as failed may be there all the same: then everybody hears of them,
    /// although their senders were told to try again.
    private void announceSurvivors(Doubt open, Head head) {
        if (head.seq() <= open.announced()) {
            open.ticket().close();
            doubt = null;
            load();
            return;
        }
        int limit = Math.toIntExact(head.seq() - open.announced());
        lookUp(store.readAfter(conversation, open.announced(), limit, Integer.MAX_VALUE), (items, fault) -> {
            if (fault != null || items == null) {
                failLoading(fault);
                return;
            }
            var survivors = items.stream()
                    .filter(Entry.class::isInstance)
                    .map(Entry.class::cast)
                    .toList();
            doubt = null;
            tellRelations(head);
            listener.committed(new Commit(conversation, head, survivors, open.touched(), open.ticket()));
            // Whoever asked for the head meanwhile still waits for it, also when no command makes the pump run.
            load();
        });
    }

    private void failLoading(@Nullable Throwable fault) {
        var reason = fault != null ? fault : new IllegalStateException("the store answered nothing");
        var asked = List.copyOf(waitingForHead);
        waitingForHead.clear();
        asked.forEach(future -> future.completeExceptionally(reason));
        while (!inbox.isEmpty()) {
            inbox.remove().reply().accept(refusalFor(reason));
        }
    }

    private void decide(Command command) {
        var key = new Pending.Key(command.author().user(), command.id());
        // What is on its way when the look-up starts may have been synced when it ends, unseen by it.
        var pending = syncing == null ? List.of(filling) : List.of(syncing, filling);
        for (Pending batch : pending) {
            if (batch.contains(key)) {
                judge.judgeAgain(command, key, batch);
                return;
            }
        }
        Meaning meaning = switch (command) {
            case Command.Send send -> Meaning.of(send.frame().content(), conversation.type());
            case Command.Cancel cancel -> new Meaning.Plain();
        };
        lookUp(facts.of(command, meaning, judge.state(), judge.isUnopened()), (known, fault) -> {
            if (fault != null || known == null) {
                command.reply().accept(refusalFor(fault));
            } else if (committed == null) {
                // A batch failed meanwhile: decide again on the reloaded state, before anything that came later.
                inbox.addFirst(command);
            } else {
                judge.judge(command, meaning, known, pending, filling);
            }
        });
    }

    /// Runs `then` on the owner's thread, at once where the answer is already there; no command is taken meanwhile.
    private <T> void lookUp(CompletionStage<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> then) {
        lookingUp = true;
        if (stage.toCompletableFuture().isDone()) {
            stage.whenComplete((value, fault) -> {
                lookingUp = false;
                then.accept(value, fault);
            });
            return;
        }
        stage.whenComplete((value, fault) -> owner.execute(() -> {
            lookingUp = false;
            then.accept(value, fault);
            pump();
        }));
    }

    private void flush() {
        if (syncing != null || filling.isEmpty() || committed == null) {
            return;
        }
        var batch = filling;
        var before = committed;
        filling = new Pending();
        syncing = batch;
        var state = judge.state();
        var ticket = watermark.take();
        store.append(batch.asAppend(conversation, before.seq(), state))
                .whenComplete((stamp, fault) -> owner.execute(() -> {
                    syncing = null;
                    if (fault == null) {
                        succeed(batch, before, state, stamp, ticket);
                    } else {
                        fail(batch, before, fault, ticket);
                        // At once, though nobody may be waiting: what has survived counts, and others must hear of it.
                        load();
                    }
                    pump();
                }));
    }

    /// Ack first, then deliver.
    private void succeed(Pending batch, Head before, ConversationState state, long stamp, Watermark.Ticket ticket) {
        var entries = batch.entries();
        var after = entries.isEmpty()
                ? new Head(before.seq(), before.at(), before.stamp(), state)
                : new Head(entries.getLast().seq(), entries.getLast().at(), stamp, state);
        committed = after;
        tellRelations(after);
        batch.succeed();
        if (entries.isEmpty()) {
            ticket.close();
        } else {
            listener.committed(new Commit(conversation, after, entries, batch.touched(), ticket));
        }
    }

    private void tellRelations(Head head) {
        if (conversation.type() == ConversationType.ACCOUNT) {
            relations.committed(conversation, head);
        }
    }

    /// What was decided on top of a failed batch is void as well; the head is read again before anything else
    /// is decided.
    private void fail(Pending batch, Head before, Throwable fault, Watermark.Ticket ticket) {
        doubt = new Doubt(before.seq(), batch.touched(), ticket);
        var refusal = refusalFor(fault);
        var behind = filling;
        filling = new Pending();
        committed = null;
        batch.refuse(refusal);
        behind.refuse(refusal);
    }

    private static Outcome.Refused refusalFor(@Nullable Throwable fault) {
        Throwable cause = fault instanceof CompletionException wrapped ? wrapped.getCause() : fault;
        return cause instanceof StoreException.Full
                ? Outcome.Refused.because(Code.STORAGE_FULL, "The server's disk is nearly full.")
                : Outcome.Refused.because(Code.RETRY, "The server could not store this just now.");
    }
}
