package dev.godwit.server.presence;

import dev.godwit.protocol.ConversationId;
import dev.godwit.server.log.Commit;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.Head;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The conversations that somebody looks at: by whom, and who their members are.
///
/// The members are kept current by the conversations' writers themselves, without a detour by the owner's
/// thread: who was removed learns nothing more, however far behind that thread is.
final class Rooms {
    /// Milliseconds after which a state that could not be read is asked for again.
    private static final long ASK_AGAIN = 5_000;

    private final Function<ConversationId, CompletionStage<Head>> heads;
    private final Agenda agenda;
    private final Map<ConversationId, Room> rooms = new ConcurrentHashMap<>();

    private static final class Room {
        /// Touched by the owner's thread alone; in the order in which they came.
        final Set<Look> looks = new LinkedHashSet<>(2);

        long askedAt;

        private @Nullable Head head;

        synchronized void take(Head newer) {
            if (head == null || newer.seq() > head.seq()) {
                head = newer;
            }
        }

        synchronized Optional<ConversationState> state() {
            return Optional.ofNullable(head).map(Head::state);
        }
    }

    Rooms(Function<ConversationId, CompletionStage<Head>> heads, Agenda agenda) {
        this.heads = heads;
        this.agenda = agenda;
    }

    void enter(ConversationId conversation, Look look) {
        var room = rooms.get(conversation);
        if (room == null) {
            room = new Room();
            // Known before it is read, so that no commit falls between the two.
            rooms.put(conversation, room);
            ask(conversation, room);
        }
        room.looks.add(look);
    }

    private void ask(ConversationId conversation, Room room) {
        room.askedAt = agenda.now();
        var _ = heads.apply(conversation).thenAccept(room::take);
    }

    void leave(ConversationId conversation, Look look) {
        var room = rooms.get(conversation);
        if (room != null) {
            room.looks.remove(look);
            if (room.looks.isEmpty()) {
                rooms.remove(conversation);
            }
        }
    }

    /// From any thread, for each commit in order.
    void committed(Commit commit) {
        var room = rooms.get(commit.conversation());
        if (room != null) {
            room.take(commit.head());
        }
    }

    Set<Look> looksInto(ConversationId conversation) {
        var room = rooms.get(conversation);
        return room == null ? Set.of() : room.looks;
    }

    /// Empty where nobody looks, and while it has not been read.
    Optional<ConversationState> state(ConversationId conversation) {
        var room = rooms.get(conversation);
        if (room == null) {
            return Optional.empty();
        }
        var state = room.state();
        if (state.isEmpty() && agenda.now() - room.askedAt > ASK_AGAIN) {
            ask(conversation, room);
        }
        return state;
    }

    Set<ConversationId> conversations() {
        return rooms.keySet();
    }
}
