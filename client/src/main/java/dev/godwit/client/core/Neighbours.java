package dev.godwit.client.core;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps what the server says of the others: who is there, who writes, how many there are. At most as much
/// as is watched.
final class Neighbours {
    private final UserId me;
    private final Map<UserId, ServerFrame.Presence> presences = new LinkedHashMap<>();
    /// Until when each counts as writing.
    private final Map<ConversationId, Map<UserId, Long>> typing = new LinkedHashMap<>();

    private final Map<ConversationId, Surroundings.Counts> counts = new LinkedHashMap<>();
    private Set<ConversationId> conversations = Set.of();
    private Set<UserId> users = Set.of();
    private Surroundings told = Surroundings.NOTHING;

    Neighbours(UserId me) {
        this.me = me;
    }

    void watch(Set<ConversationId> shown, Set<UserId> people) {
        conversations = shown;
        users = people;
        presences.keySet().retainAll(people);
        typing.keySet().retainAll(shown);
        counts.keySet().retainAll(shown);
    }

    void presences(ServerFrame.Presences news) {
        for (ServerFrame.Presence presence : news.users()) {
            if (users.contains(presence.user())) {
                presences.put(presence.user(), presence);
            }
        }
    }

    void typing(long now, ServerFrame.Typing news) {
        if (!news.on()) {
            wrote(news.conversation(), news.user());
        } else if (conversations.contains(news.conversation()) && !news.user().equals(me)) {
            typing.computeIfAbsent(news.conversation(), c -> new LinkedHashMap<>())
                    .put(news.user(), now + Limits.TYPING_TTL);
        }
    }

    void counts(ServerFrame.Counts news) {
        if (conversations.contains(news.conversation())) {
            counts.put(news.conversation(), new Surroundings.Counts(news.members(), news.online()));
        }
    }

    /// What they wrote is here, or they have stopped.
    void wrote(ConversationId conversation, UserId user) {
        Map<UserId, Long> writers = typing.get(conversation);
        if (writers != null && writers.remove(user) != null && writers.isEmpty()) {
            typing.remove(conversation);
        }
    }

    /// Nobody knows any more.
    void connectionLost() {
        presences.clear();
        typing.clear();
        counts.clear();
    }

    void tell(Turn turn) {
        typing.values().forEach(writers -> writers.values().removeIf(until -> until <= turn.now()));
        typing.values().removeIf(Map::isEmpty);
        Map<ConversationId, List<UserId>> writing = new LinkedHashMap<>();
        typing.forEach((conversation, writers) -> writing.put(conversation, new ArrayList<>(writers.keySet())));
        var now = new Surroundings(presences, writing, counts);
        if (!now.equals(told)) {
            told = now;
            turn.act(new Action.Tell(now));
        }
        typing.values().forEach(writers -> writers.values().forEach(turn::wakeBy));
    }
}
