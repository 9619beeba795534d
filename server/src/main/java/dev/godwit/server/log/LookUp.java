package dev.godwit.server.log;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Fetches what a writer must know about one command: all of it at the same time, and at once where it is in memory.
final class LookUp {
    private final LogStore store;
    private final Standings standings;

    LookUp(LogStore store, Standings standings) {
        this.store = store;
        this.standings = standings;
    }

    /// @param state   of the conversation; who needs to be asked depends on it
    /// @param opening whether it has no entry yet
    CompletionStage<Facts> of(Command command, Meaning meaning, ConversationState state, boolean opening) {
        UserId author = command.author().user();
        return switch (command) {
            case Command.Send send -> {
                ConversationId conversation = send.frame().conversation();
                Content content = send.frame().content();
                var known = future(store.find(conversation, author, send.id()));
                var predecessor = future(find(conversation, author, send.frame().after()));
                var target = content.target().isPresent()
                        ? future(entry(conversation, content.target().getAsLong()))
                        : completedFuture(Optional.<Entry>empty());
                var version = content.expect().isPresent()
                        ? future(store.register(
                                conversation, content.expect().get().register()))
                        : completedFuture(0L);
                var asked = future(
                        opening
                                ? strangers(command.with().stream().toList(), author)
                                : needed(conversation.type(), meaning, state, author));
                yield CompletableFuture.allOf(known, predecessor, target, version, asked)
                        .thenApply(done -> new Facts(
                                known.join(), predecessor.join(), target.join(), version.join(), asked.join()));
            }
            case Command.Cancel cancel ->
                future(store.find(cancel.frame().conversation(), author, cancel.id()))
                        .thenCombine(
                                strangers(opening ? command.with().stream().toList() : List.of(), author),
                                (known, asked) -> new Facts(known, Optional.empty(), Optional.empty(), 0, asked));
        };
    }

    private CompletionStage<Map<UserId, Standing>> needed(
            ConversationType type, Meaning meaning, ConversationState state, UserId author) {
        if (type == ConversationType.DIRECT && state.isMember(author)) {
            UserId peer = new Direct(state).peerOf(author);
            return peer.equals(author)
                    ? completedFuture(Map.of())
                    : standings.ofExisting(peer, author).thenApply(standing -> Map.of(peer, standing));
        }
        if (meaning instanceof Meaning.Grouping(GroupChange.Add add)
                && new Group(state).role(author).orElse(Role.MEMBER) != Role.MEMBER) {
            return strangers(Membership.newcomers(add, state), author);
        }
        return completedFuture(Map.of());
    }

    private CompletionStage<Map<UserId, Standing>> strangers(List<UserId> users, UserId author) {
        return users.isEmpty() ? completedFuture(Map.of()) : standings.ofStrangers(users, author);
    }

    private CompletionStage<Optional<Known>> find(
            ConversationId conversation, UserId sender, Optional<ClientMessageId> id) {
        return id.isPresent() ? store.find(conversation, sender, id.get()) : completedFuture(Optional.empty());
    }

    private CompletionStage<Optional<Entry>> entry(ConversationId conversation, long seq) {
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
