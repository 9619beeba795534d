package dev.godwit.client.core;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import java.util.List;

/// What the driver is to do once the store operations before it are committed.
public sealed interface Action {
    record Connect() implements Action {}

    record Disconnect(String reason) implements Action {}

    record SendFrame(ClientFrame frame) implements Action {}

    /// Ask the server who has this name; answered by [Event.LookedUp] or [Event.LookupFailed].
    record LookUp(long row, String name) implements Action {}

    /// Ask the server for the names of these users; answered by [Event.Described].
    record Describe(List<UserId> users) implements Action {
        public Describe {
            users = List.copyOf(users);
        }
    }

    /// Read what stands locally from `from` to `to`; answered by [Event.LocalEntries] before anything else
    /// happens.
    record ReadLocal(ConversationId conversation, long from, long to) implements Action {}

    /// The outbox is not what the engine remembers any more; answered by [Event.Changed].
    record ReadOutbox() implements Action {}

    /// What is going on around what the screen shows is this now.
    record Tell(Surroundings surroundings) implements Action {}

    record Notify(Status status) implements Action {}
}
