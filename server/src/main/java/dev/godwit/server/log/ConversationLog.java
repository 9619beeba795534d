package dev.godwit.server.log;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Entry to the conversations' logs. Each conversation hashes to one single-threaded shard, where its writer lives.
///
/// Replies and commits are announced on the shard's thread: persist, then ack, then deliver.
public final class ConversationLog {
    private static final System.Logger LOG = System.getLogger(ConversationLog.class.getName());

    private final List<Shard> shards;
    private final Relations relations;

    public ConversationLog(
            LogStore store,
            People people,
            List<Executor> executors,
            InstantSource clock,
            Watermark watermark,
            CommitListener listener) {
        this(store, people, executors, clock, watermark, listener, LogLimits.DEFAULT);
    }

    /// @param executors one single-threaded executor a shard
    public ConversationLog(
            LogStore store,
            People people,
            List<Executor> executors,
            InstantSource clock,
            Watermark watermark,
            CommitListener listener,
            LogLimits limits) {
        relations = new Relations(store);
        var facts = new LookUp(store, new Standings(people, relations));
        var rules = new Rules(limits);
        shards = executors.stream()
                .map(executor -> new Shard(
                        executor,
                        conversation -> new ConversationWriter(
                                conversation, store, facts, rules, relations, executor, clock, watermark, listener)))
                .toList();
    }

    public void send(Author author, ClientFrame.Send frame, Consumer<Outcome> reply) {
        submit(frame.conversation(), new Command.Send(author, frame, guarded(reply)));
    }

    public void cancel(Author author, ClientFrame.Cancel frame, Consumer<Outcome> reply) {
        submit(frame.conversation(), new Command.Cancel(author, frame, guarded(reply)));
    }

    /// One listener that fails must not keep the answer from the others in its batch, nor the entries from delivery.
    private static Consumer<Outcome> guarded(Consumer<Outcome> reply) {
        return outcome -> {
            try {
                reply.accept(outcome);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "an answer could not be handed over", e);
            }
        };
    }

    private void submit(ConversationId conversation, Command command) {
        var shard = shardOf(conversation);
        shard.executor().execute(() -> shard.writer(conversation).submit(command));
    }

    /// As of the last commit; seq 0 and no members where the conversation does not exist.
    public CompletionStage<Head> head(ConversationId conversation) {
        var shard = shardOf(conversation);
        var answer = new CompletableFuture<Head>();
        shard.executor()
                .execute(() -> shard.writer(conversation).head().whenComplete((head, fault) -> {
                    if (fault == null) {
                        answer.complete(head);
                    } else {
                        answer.completeExceptionally(fault);
                    }
                }));
        return answer;
    }

    /// The same, told on the shard's thread, in order with what the [CommitListener] hears there: whoever takes both
    /// to one executor finds no head there that is older than a commit before it.
    public void whenHead(ConversationId conversation, Consumer<Head> then, Consumer<Throwable> failed) {
        var shard = shardOf(conversation);
        shard.executor()
                .execute(() -> shard.writer(conversation).head().whenComplete((head, fault) -> {
                    if (fault == null && head != null) {
                        then.accept(head);
                    } else {
                        failed.accept(fault != null ? fault : new IllegalStateException("no head read"));
                    }
                }));
    }

    /// Who knows and who blocks whom.
    public Relations relations() {
        return relations;
    }

    private Shard shardOf(ConversationId conversation) {
        return shards.get(Math.floorMod(conversation.value().hashCode(), shards.size()));
    }
}
