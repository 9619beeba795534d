package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Port to the members' cursors. Written lazily: what a crash takes, the devices send again.
///
/// The contract kit is `CursorStoreContract`; every adapter runs it.
public interface CursorStore {
    CompletionStage<Map<UserId, Stamped>> cursors(ConversationId conversation);

    /// One member's, without a look at those of the others.
    CompletionStage<Optional<Stamped>> cursor(ConversationId conversation, UserId user);

    /// Merges by max; visible to reads when it completes, durable after the next [#sync] or any later
    /// append.
    CompletionStage<Void> save(List<Update> updates);

    /// Completes when everything saved before is durable.
    CompletionStage<Void> sync();

    /// @param stamp one above the log's stamp when the cursor last moved: so it is above each mark given until then
    record Stamped(Cursor cursor, long stamp) {}

    record Update(ConversationId conversation, UserId user, Stamped cursor) {}
}
