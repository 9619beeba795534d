package dev.godwit.client.sdk;

import dev.godwit.client.view.Nearby;
import dev.godwit.client.view.Presence;
import dev.godwit.protocol.UserId;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// What is true only now: who is there, who writes. Nothing of it is stored, and nothing else waits for it. It needs
/// the engine to run in this object ([Godwit#start]); without a connection there is nothing to see.
@SuppressWarnings("DoNotCallSuggester")
public final class Live {
    /// What the screen shows: who is in `users` is watched, and who types in `conversations`.
    ///
    /// @param conversations keys, at most `Limits.MAX_WATCHED_CONVERSATIONS`; the first ones count
    /// @param users         at most `Limits.MAX_WATCHED_USERS`; the first ones count
    public void watch(Collection<Long> conversations, Collection<UserId> users) {
        throw new UnsupportedOperationException("being built");
    }

    public Subscription observe(Consumer<Nearby> listener) {
        throw new UnsupportedOperationException("being built");
    }

    /// The user has just done something here: they are online, and away five minutes after the last time. A program
    /// that never calls this does not make its user appear.
    public void active() {
        throw new UnsupportedOperationException("being built");
    }

    /// The user is writing in this conversation; call it at every key.
    public void typing(long conversation) {
        throw new UnsupportedOperationException("being built");
    }

    /// Asks the server once over HTTP, and waits for its answer; works without an engine.
    public List<Presence> ask(Collection<UserId> users) {
        throw new UnsupportedOperationException("being built");
    }
}
