package dev.godwit.client.core;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;

/// What can happen to an engine. `now` is milliseconds on a clock that never jumps; only differences mean
/// something.
public sealed interface Event {
    long now();

    record Started(long now) implements Event {}

    /// The user (in this process or another) wrote something; read after everything was committed that follows
    /// from the events before this one.
    record Changed(long now, LocalChanges changes) implements Event {}

    record Opened(long now) implements Event {}

    record Closed(long now, boolean unauthorized, String reason) implements Event {}

    record Received(long now, ServerFrame frame) implements Event {}

    /// The time that was asked for has come; may also come for nothing.
    record Tick(long now) implements Event {}

    /// There is a network again, or the user is impatient.
    record TryNow(long now) implements Event {}

    /// Confirm what is still unconfirmed as soon as there is nothing else to do.
    record Finish(long now) implements Event {}

    /// What the screen shows, instead of what it showed before; the first ones count.
    record WatchWanted(long now, List<ConversationId> conversations, List<UserId> users) implements Event {
        public WatchWanted {
            conversations = List.copyOf(conversations);
            users = List.copyOf(users);
        }
    }

    /// The user has done something here.
    record Active(long now) implements Event {}

    /// The user is writing here.
    record Typed(long now, ConversationId conversation) implements Event {}

    /// Somebody wants to see all members of a large group.
    record WantMembers(long now, ConversationId conversation) implements Event {}

    /// The engine is about to be stopped; nothing follows.
    record Leaving(long now) implements Event {}

    /// @param row    the outbox row that asked
    /// @param person empty if the server knows nobody of that name
    record LookedUp(long now, long row, Optional<Person> person) implements Event {}

    record LookupFailed(long now, long row) implements Event {}

    /// @param found those of the users asked for whom the server knows; empty after a fault as well
    record Described(long now, List<UserId> asked, List<Person> found) implements Event {
        public Described {
            asked = List.copyOf(asked);
            found = List.copyOf(found);
        }
    }

    /// Answer to [Action.ReadLocal].
    record LocalEntries(long now, ConversationId conversation, List<LocalEntry> entries) implements Event {
        public LocalEntries {
            entries = List.copyOf(entries);
        }
    }
}
