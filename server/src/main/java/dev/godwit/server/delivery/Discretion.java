package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Direct;
import dev.godwit.server.log.Group;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.Relation;

/// Who may learn how far somebody has read.
///
/// @param strangers whether anybody may make an account here: then who has begun a 1:1 learns nothing of
///   the other one until those answer, accept or know them
record Discretion(boolean strangers) {
    /// Whether cursors of others are told in this conversation at all, to this viewer.
    static boolean isOpenTo(Head head, UserId viewer) {
        return head.state().isMember(viewer) && !Group.of(head).isLarge();
    }

    /// @param relation of `reader` to others
    boolean mayKnow(ConversationId conversation, Head head, UserId reader, Relation relation, UserId viewer) {
        if (reader.equals(viewer)) {
            return true;
        }
        return isOpenTo(head, viewer)
                && head.state().isMember(reader)
                && !relation.blocks(viewer)
                && !(isHiddenRequest(conversation, head, viewer) && !relation.knows(viewer));
    }

    /// Whether the viewer has begun this 1:1 with somebody who may not know them, and has not reacted.
    boolean isHiddenRequest(ConversationId conversation, Head head, UserId viewer) {
        if (!strangers || conversation.type() != ConversationType.DIRECT) {
            return false;
        }
        var direct = Direct.of(head);
        return direct.isRequest() && direct.opener().filter(viewer::equals).isPresent();
    }
}
