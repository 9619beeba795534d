package dev.godwit.client.sdk;

import dev.godwit.client.core.Event;
import dev.godwit.client.sqlite.ProfileStore;
import dev.godwit.client.sqlite.Views;
import dev.godwit.client.view.Nearby;
import dev.godwit.client.view.Presence;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.UserId;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What is true only now: who is there, who writes. Nothing of it is stored, and nothing else waits for it.
/// It needs the engine to run in this object ([Godwit#start]); without a connection there is nothing to
/// see.
public final class Live {
    /// The user's doings are told to the engine no more often than that.
    private static final long QUIET_MILLIS = 1_000;

    private final LocalProfile local;
    private final ServerApi api;
    private final EngineRunner engine;
    private final LiveQueries queries;
    private final NearbyBoard board;
    /// Guards what is below.
    private final Object keys = new Object();

    private long activeToldAt = Long.MIN_VALUE / 2;
    private long typedConversation;
    private long typingToldAt = Long.MIN_VALUE / 2;

    Live(LocalProfile local, ServerApi api, EngineRunner engine, LiveQueries queries, NearbyBoard board) {
        this.local = local;
        this.api = api;
        this.engine = engine;
        this.queries = queries;
        this.board = board;
    }

    /// What the screen shows: who is in `users` is watched, and who types in `conversations`.
    ///
    /// @param conversations keys, at most `Limits.MAX_WATCHED_CONVERSATIONS`; the first ones count
    /// @param users         at most `Limits.MAX_WATCHED_USERS`; the first ones count
    public void watch(Collection<Long> conversations, Collection<UserId> users) {
        board.wish(new NearbyBoard.Wish(
                new LinkedHashSet<>(conversations)
                        .stream().limit(Limits.MAX_WATCHED_CONVERSATIONS).toList(),
                new LinkedHashSet<>(users)
                        .stream().limit(Limits.MAX_WATCHED_USERS).toList()));
        engine.wake();
    }

    /// The listener is called as in live queries: now, and whenever something of it has changed.
    public Subscription observe(Consumer<Nearby> listener) {
        return queries.watch(board::nearby, listener);
    }

    /// What [#observe] would tell now.
    public Nearby nearby() {
        return board.nearby();
    }

    /// The user has just done something here: they are online, and away five minutes after the last time. A
    /// program that never calls this does not make its user appear.
    public void active() {
        long now = EngineLoop.now();
        board.active(now);
        synchronized (keys) {
            if (now - activeToldAt < QUIET_MILLIS) {
                return;
            }
            activeToldAt = now;
        }
        engine.post(Event.Active::new);
    }

    /// The user is writing in this conversation; call it at every key.
    public void typing(long conversation) {
        active();
        long now = EngineLoop.now();
        synchronized (keys) {
            if (conversation == typedConversation && now - typingToldAt < QUIET_MILLIS) {
                return;
            }
            typedConversation = conversation;
            typingToldAt = now;
        }
        // Nobody else can be in a conversation that has no id yet.
        Optional<ConversationId> id = local.read((Views views) -> views.id(conversation));
        id.ifPresent(known -> engine.post(at -> new Event.Typed(at, known)));
    }

    /// Asks the server once over HTTP, and waits for its answer; works without an engine. Of people who do
    /// not let themselves be seen it says that they are offline.
    public List<Presence> ask(Collection<UserId> users) {
        ProfileStore.Identity identity = local.requireSession();
        List<UserId> all = List.copyOf(new LinkedHashSet<>(users));
        var out = new ArrayList<Presence>();
        for (int from = 0; from < all.size(); from += Limits.MAX_WATCHED_USERS) {
            out.addAll(api.presences(
                    URI.create(identity.server()),
                    identity.token().orElseThrow(),
                    all.subList(from, Math.min(all.size(), from + Limits.MAX_WATCHED_USERS))));
        }
        return List.copyOf(out);
    }
}
