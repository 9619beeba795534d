package dev.godwit.client.sdk;

import dev.godwit.client.view.Nearby;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.OptionalLong;

/// Where [Live] and the engine of the moment meet: what is wanted, and what is known. Outlives the engine,
/// so that the next one goes on with it. Any thread.
final class NearbyBoard {
    /// @param conversations keys
    record Wish(List<Long> conversations, List<UserId> users) {
        static final Wish NOTHING = new Wish(List.of(), List.of());

        Wish {
            conversations = List.copyOf(conversations);
            users = List.copyOf(users);
        }
    }

    private volatile Wish wish = Wish.NOTHING;
    private volatile Nearby nearby = Nearby.NOTHING;
    private volatile OptionalLong activeAt = OptionalLong.empty();

    void wish(Wish wanted) {
        wish = wanted;
    }

    Wish wish() {
        return wish;
    }

    void show(Nearby now) {
        nearby = now;
    }

    Nearby nearby() {
        return nearby;
    }

    void active(long now) {
        activeAt = OptionalLong.of(now);
    }

    /// When the user did something here last, on [EngineLoop#now].
    OptionalLong activeAt() {
        return activeAt;
    }
}
