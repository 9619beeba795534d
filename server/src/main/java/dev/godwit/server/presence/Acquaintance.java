package dev.godwit.server.presence;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Port to who may see whom. Callable from any thread, answers on any; never blocks.
///
/// Whoever it cannot be found out about just now is absent from the answer, and is asked about again.
public interface Acquaintance {
    /// Which of the targets the viewer may see.
    CompletionStage<Map<UserId, Boolean>> visible(UserId viewer, Collection<UserId> targets);

    /// Which of these members of a conversation may see that the typist, a member too, is writing there.
    CompletionStage<Set<UserId>> listeners(UserId typist, ConversationId conversation, Collection<UserId> members);

    /// Which of these users let everybody see that they are there.
    CompletionStage<Map<UserId, Boolean>> open(Collection<UserId> users);
}
