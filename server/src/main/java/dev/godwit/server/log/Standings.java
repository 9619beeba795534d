package dev.godwit.server.log;

import static java.util.concurrent.CompletableFuture.completedStage;

import dev.godwit.protocol.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Asks how others stand to somebody who wants something of them.
final class Standings {
    private final People people;
    private final Relations relations;

    Standings(People people, Relations relations) {
        this.people = people;
        this.relations = relations;
    }

    /// Of people of whom nothing is known yet.
    CompletionStage<Map<UserId, Standing>> ofStrangers(Collection<UserId> users, UserId author) {
        var asked = new HashMap<UserId, CompletableFuture<Standing>>();
        for (UserId user : users) {
            asked.computeIfAbsent(
                    user,
                    each -> people.exists(each)
                            .thenCompose(exists -> exists ? ofExisting(each, author) : completedStage(Standing.UNKNOWN))
                            .toCompletableFuture());
        }
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    var answers = new HashMap<UserId, Standing>();
                    asked.forEach((user, standing) -> answers.put(user, standing.join()));
                    return answers;
                });
    }

    /// Of the other member of a conversation; at once, where memory has their account log.
    CompletionStage<Standing> ofExisting(UserId user, UserId author) {
        return relations.of(user).thenApply(relation -> relation.blocks(author) ? Standing.BLOCKED : Standing.ACCEPTS);
    }
}
