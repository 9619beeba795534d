package dev.godwit.server.delivery;

import dev.godwit.protocol.ClientFrame.Direction;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.ServerFrame.Change;
import dev.godwit.protocol.ServerFrame.MemberCursor;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore.Stamped;
import dev.godwit.server.log.GroupViews;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.LogReader;
import dev.godwit.server.log.Relation;
import dev.godwit.server.log.Relations;
import dev.godwit.server.log.Visibility;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// One conversation as one of its people may see it now.
///
/// Owned by the delivery thread.
final class ChangeReader {
    private final Heads heads;
    private final LogReader reader;
    private final Cursors cursors;
    private final Relations relations;
    private final Discretion discretion;
    private final InstantSource clock;
    private final Executor owner;

    ChangeReader(
            Heads heads,
            LogReader reader,
            Cursors cursors,
            Relations relations,
            Discretion discretion,
            InstantSource clock,
            Executor owner) {
        this.heads = heads;
        this.reader = reader;
        this.cursors = cursors;
        this.relations = relations;
        this.discretion = discretion;
        this.clock = clock;
        this.owner = owner;
    }

    /// @param large whether the group was large when its turn came: then the cursors of the others are not
    ///   read
    /// @param items how many of the newest entries to bring
    CompletionStage<Change> read(ConversationId conversation, UserId viewer, boolean large, int items) {
        var answer = new CompletableFuture<Change>();
        cursorsFor(conversation, viewer, large).whenComplete((members, fault) -> {
            if (fault != null) {
                answer.completeExceptionally(fault);
                return;
            }
            // The head and the cursors are taken in one step, so that no cursor tells of what comes after the head.
            heads.at(
                    conversation,
                    head -> follow(change(conversation, viewer, head, members.get(), items), answer),
                    answer::completeExceptionally);
        });
        return answer;
    }

    private CompletionStage<Supplier<Map<UserId, Stamped>>> cursorsFor(
            ConversationId conversation, UserId viewer, boolean large) {
        return large
                ? cursors.own(conversation, viewer)
                        .thenApply(own ->
                                () -> own.map(cursor -> Map.of(viewer, cursor)).orElse(Map.of()))
                : cursors.of(conversation)
                        .thenApply(all -> () -> cursors.keep(conversation, all).all());
    }

    private CompletionStage<Change> change(
            ConversationId conversation, UserId viewer, Head head, Map<UserId, Stamped> stored, int items) {
        var visibility = Visibility.of(head, viewer);
        Optional<GroupView> group = conversation.type() == ConversationType.GROUP
                ? GroupViews.of(head, viewer, clock.millis())
                : Optional.empty();
        List<UserId> members = group.isPresent() ? List.of() : head.state().members();
        var known = known(conversation, viewer, head, stored);
        var newest = newest(conversation, visibility, items);
        return known.thenCombineAsync(
                newest,
                (all, entries) -> new Change(conversation, members, group, visibility.head(), all, entries),
                owner);
    }

    private CompletionStage<List<MemberCursor>> known(
            ConversationId conversation, UserId viewer, Head head, Map<UserId, Stamped> stored) {
        var asked = new ArrayList<CompletableFuture<Optional<MemberCursor>>>();
        boolean open = Discretion.isOpenTo(head, viewer);
        stored.forEach((reader, stamped) -> {
            if (reader.equals(viewer) || (open && head.state().isMember(reader))) {
                var cursor = new MemberCursor(reader, stamped.cursor());
                var relation =
                        reader.equals(viewer) ? CompletableFuture.completedStage(Relation.NONE) : relations.of(reader);
                asked.add(relation.thenApply(its -> Optional.of(cursor)
                                .filter(told -> discretion.mayKnow(conversation, head, reader, its, viewer)))
                        .toCompletableFuture());
            }
        });
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done -> asked.stream()
                        .flatMap(each -> each.join().stream())
                        .sorted(Comparator.comparing(MemberCursor::user))
                        .toList());
    }

    private CompletionStage<List<Item>> newest(ConversationId conversation, Visibility visibility, int limit) {
        return limit == 0
                ? CompletableFuture.completedStage(List.of())
                : reader.page(conversation, visibility, Direction.BEFORE, visibility.head() + 1, limit)
                        .thenApply(LogReader.Page::items);
    }

    private static <T> void follow(CompletionStage<T> stage, CompletableFuture<T> answer) {
        stage.whenComplete((value, fault) -> {
            if (fault == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(fault);
            }
        });
    }
}
