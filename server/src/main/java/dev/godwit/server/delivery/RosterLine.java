package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;

/// How one user stands to one conversation.
///
/// A roster is filled from the store while commits go on, so both say of which head they speak: the later
/// one counts.
sealed interface RosterLine {
    ConversationId conversation();

    /// Seq of the head that this was read from.
    long asOf();

    /// The last change that this line itself knows of, of entries or cursors.
    LastChange last();

    /// Last seq that the user may see.
    long visibleHead();

    RosterLine withLast(LastChange last);

    /// A member of a conversation of which every member's roster is kept up.
    record Member(ConversationId conversation, long asOf, LastChange last, long visibleHead) implements RosterLine {
        @Override
        public Member withLast(LastChange newLast) {
            return new Member(conversation, asOf, newLast, visibleHead);
        }
    }

    /// A member of a large group.
    ///
    /// @param last of the user's own cursors
    record Large(ConversationId conversation, long asOf, LastChange last, SharedLine line) implements RosterLine {
        @Override
        public long visibleHead() {
            return line.head();
        }

        @Override
        public Large withLast(LastChange newLast) {
            return new Large(conversation, asOf, newLast, line);
        }
    }

    /// A member no more. What happens in the conversation now does not move this line, also after a
    /// restart: then the stamp of the entry that ended the stay is not known any more, but its time is.
    ///
    /// @param end server time of that entry, milliseconds since 1970 UTC
    record Former(ConversationId conversation, long asOf, LastChange last, long visibleHead, long end)
            implements RosterLine {
        @Override
        public Former withLast(LastChange newLast) {
            return new Former(conversation, asOf, newLast, visibleHead, end);
        }
    }
}
