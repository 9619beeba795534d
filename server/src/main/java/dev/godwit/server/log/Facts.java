package dev.godwit.server.log;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What a writer must look up before it can decide about one command.
///
/// @param known       what the log remembers about the command's own id
/// @param predecessor what it remembers about the id in `after`
/// @param target      the entry that the content is about
/// @param version     of the register that the content expects something of
/// @param peerExists  whether the other member of a conversation to be opened exists
record Facts(
        Optional<Known> known, Optional<Known> predecessor, Optional<Entry> target, long version, boolean peerExists) {

    static CompletionStage<Facts> ofSend(
            LogStore store, People people, ClientFrame.Send send, UserId sender, boolean opening) {
        ConversationId conversation = send.conversation();
        var known = future(store.find(conversation, sender, send.id()));
        var predecessor = future(find(store, conversation, sender, send.after()));
        var target = send.content().target().isPresent()
                ? future(entry(store, conversation, send.content().target().getAsLong()))
                : CompletableFuture.completedFuture(Optional.<Entry>empty());
        var version = send.content().expect().isPresent()
                ? future(store.register(
                        conversation, send.content().expect().get().register()))
                : CompletableFuture.completedFuture(0L);
        var peerExists = opening && send.with().isPresent()
                ? future(people.exists(send.with().get()))
                : CompletableFuture.completedFuture(true);
        return CompletableFuture.allOf(known, predecessor, target, version, peerExists)
                .thenApply(done ->
                        new Facts(known.join(), predecessor.join(), target.join(), version.join(), peerExists.join()));
    }

    static CompletionStage<Facts> ofCancel(
            LogStore store, People people, ClientFrame.Cancel cancel, UserId sender, boolean opening) {
        var known = future(store.find(cancel.conversation(), sender, cancel.id()));
        var peerExists = opening && cancel.with().isPresent()
                ? future(people.exists(cancel.with().get()))
                : CompletableFuture.completedFuture(true);
        return known.thenCombine(
                peerExists, (id, exists) -> new Facts(id, Optional.empty(), Optional.empty(), 0, exists));
    }

    private static CompletionStage<Optional<Known>> find(
            LogStore store, ConversationId conversation, UserId sender, Optional<ClientMessageId> id) {
        return id.isPresent()
                ? store.find(conversation, sender, id.get())
                : CompletableFuture.completedStage(Optional.empty());
    }

    private static CompletionStage<Optional<Entry>> entry(LogStore store, ConversationId conversation, long seq) {
        return store.readAfter(conversation, seq - 1, 1, 1).thenApply(items -> first(items, seq));
    }

    private static Optional<Entry> first(List<Item> items, long seq) {
        return !items.isEmpty() && items.getFirst() instanceof Entry entry && entry.seq() == seq
                ? Optional.of(entry)
                : Optional.empty();
    }

    private static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
        return stage.toCompletableFuture();
    }
}
