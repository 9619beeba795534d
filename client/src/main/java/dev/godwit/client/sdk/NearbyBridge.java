package dev.godwit.client.sdk;

import dev.godwit.client.core.Event;
import dev.godwit.client.core.Surroundings;
import dev.godwit.client.sqlite.EngineReads;
import dev.godwit.client.view.Nearby;
import dev.godwit.client.view.Presence;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Translates between the keys of this device, in which the application speaks, and the ids of the wire.
/// Belongs to the engine's thread.
final class NearbyBridge {
    private final NearbyBoard board;
    private final EngineReads reads;
    private NearbyBoard.Wish wished = NearbyBoard.Wish.NOTHING;
    private List<ConversationId> conversations = List.of();
    private List<UserId> users = List.of();

    NearbyBridge(NearbyBoard board, EngineReads reads) {
        this.board = board;
        this.reads = reads;
        board.show(Nearby.NOTHING);
    }

    /// What is wanted, if it is something else than before.
    ///
    /// @param changed whether the database has changed: a conversation may have got its id
    Optional<Event> wanted(long now, boolean changed) {
        NearbyBoard.Wish wish = board.wish();
        if (wish.equals(wished)
                && !(changed && conversations.size() < wish.conversations().size())) {
            return Optional.empty();
        }
        wished = wish;
        var ids = new ArrayList<ConversationId>();
        for (long key : wish.conversations()) {
            reads.id(key).ifPresent(ids::add);
        }
        if (ids.equals(conversations) && wish.users().equals(users)) {
            return Optional.empty();
        }
        conversations = List.copyOf(ids);
        users = wish.users();
        return Optional.of(new Event.WatchWanted(now, conversations, users));
    }

    void tell(Surroundings surroundings) {
        Map<UserId, Presence> presences = new HashMap<>();
        surroundings.presences().values().forEach(presence -> {
            Optional<Instant> seen = presence.seen().isPresent()
                    ? Optional.of(Instant.ofEpochMilli(presence.seen().getAsLong()))
                    : Optional.empty();
            presences.put(presence.user(), new Presence(presence.user(), presence.state(), seen));
        });
        Set<ConversationId> ids = new HashSet<>(surroundings.typing().keySet());
        ids.addAll(surroundings.counts().keySet());
        Map<Long, List<UserId>> typing = new HashMap<>();
        Map<Long, Nearby.Counts> counts = new HashMap<>();
        for (ConversationId id : ids) {
            reads.key(id).ifPresent(key -> {
                List<UserId> writers = surroundings.typing().get(id);
                if (writers != null) {
                    typing.put(key, writers);
                }
                Surroundings.Counts numbers = surroundings.counts().get(id);
                if (numbers != null) {
                    counts.put(key, new Nearby.Counts(numbers.members(), numbers.online()));
                }
            });
        }
        board.show(new Nearby(presences, typing, counts));
    }
}
