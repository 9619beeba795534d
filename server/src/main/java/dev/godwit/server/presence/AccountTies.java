package dev.godwit.server.presence;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Direct;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.Relation;
import dev.godwit.server.log.Relation.PresenceAudience;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who may see whom, as the account logs and the 1:1 conversations say.
public final class AccountTies implements Acquaintance {
    private final Function<UserId, CompletionStage<Relation>> relations;
    private final Function<ConversationId, CompletionStage<Optional<Head>>> heads;
    private final boolean strangers;

    /// @param relations how a user stands to others
    /// @param heads     as they are on disk: looking for a conversation that may not exist is no work
    ///   for the writers
    /// @param strangers whether anybody may make an account here, so that people are not acquainted by
    ///   being here
    public AccountTies(
            Function<UserId, CompletionStage<Relation>> relations,
            Function<ConversationId, CompletionStage<Optional<Head>>> heads,
            boolean strangers) {
        this.relations = relations;
        this.heads = heads;
        this.strangers = strangers;
    }

    @Override
    public CompletionStage<Map<UserId, Boolean>> visible(UserId viewer, Collection<UserId> targets) {
        return each(targets, target -> mayPresence(viewer, target));
    }

    @Override
    public CompletionStage<Set<UserId>> listeners(
            UserId typist, ConversationId conversation, Collection<UserId> members) {
        // Who is in the same group is no stranger there.
        boolean group = conversation.type() == ConversationType.GROUP;
        return each(members, member -> group ? mayKnow(member, typist) : mayPresence(member, typist))
                .thenApply(answer -> answer.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public CompletionStage<Map<UserId, Boolean>> open(Collection<UserId> users) {
        return each(
                users,
                user -> relations.apply(user).thenApply(relation -> relation.audience() == PresenceAudience.EVERYBODY));
    }

    private CompletionStage<Boolean> mayPresence(UserId viewer, UserId target) {
        if (viewer.equals(target)) {
            return CompletableFuture.completedStage(true);
        }
        return mayKnow(viewer, target)
                .thenCompose(
                        may -> may && strangers ? isAcquainted(viewer, target) : CompletableFuture.completedStage(may));
    }

    /// Blocks hide both from each other; then the target's audience decides.
    private CompletionStage<Boolean> mayKnow(UserId viewer, UserId target) {
        return relations
                .apply(target)
                .thenCombine(
                        relations.apply(viewer),
                        (targets, viewers) -> !targets.blocks(viewer)
                                && !viewers.blocks(target)
                                && switch (targets.audience()) {
                                    case EVERYBODY -> true;
                                    case CONTACTS -> targets.knows(viewer);
                                    case NOBODY -> false;
                                });
    }

    /// Whether the target has the viewer as a contact, has written to them or has accepted what they wrote.
    private CompletionStage<Boolean> isAcquainted(UserId viewer, UserId target) {
        return relations
                .apply(target)
                .thenCompose(targets -> targets.knows(viewer)
                        ? CompletableFuture.completedStage(true)
                        : heads.apply(ConversationId.direct(viewer, target))
                                .thenApply(head -> head.isPresent() && !isRequestOf(viewer, Direct.of(head.get()))));
    }

    private static boolean isRequestOf(UserId viewer, Direct direct) {
        return direct.opener().isEmpty()
                || (direct.isRequest() && direct.opener().get().equals(viewer));
    }

    /// Where one of the answers fails, the others count all the same.
    private static CompletionStage<Map<UserId, Boolean>> each(
            Collection<UserId> users, Function<UserId, CompletionStage<Boolean>> question) {
        // As they were asked: in that order it is told who may be seen, in each run of a simulation.
        var answers = new LinkedHashMap<UserId, CompletableFuture<Optional<Boolean>>>();
        for (UserId user : users) {
            answers.put(
                    user,
                    question.apply(user)
                            .handle((answer, fault) -> Optional.ofNullable(answer))
                            .toCompletableFuture());
        }
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.entrySet().stream()
                        .filter(each -> each.getValue().join().isPresent())
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                each -> each.getValue().join().orElseThrow(),
                                (one, other) -> one,
                                LinkedHashMap::new)));
    }
}
