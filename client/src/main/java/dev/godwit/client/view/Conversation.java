package dev.godwit.client.view;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;

/// One conversation as it is to be drawn in a list; the list is ordered by what happened last.
///
/// @param key     names it on this device
/// @param id      its id on the wire; empty until the other person's name was looked up
/// @param title   the group's title, or the other person's name (or id, until it was looked up); the own name for notes
/// to self
/// @param peer    the other person of a 1:1; the user for notes to self; empty until looked up
/// @param members whoever is known to be in it
/// @param unread  messages of others that were not read yet
/// @param pending own messages and changes that still wait
/// @param failed  own messages and changes that need a decision
/// @param complete whether the whole history is on this device
/// @param last    newest message
/// @param group   what makes it a group; empty for a 1:1
/// @param muted   whether it is to make no noise now
/// @param draft   what was begun and not sent, on any device; empty text if nothing
/// @param request whether a stranger began it and the user has neither written nor accepted yet
/// @param blocked whether the user has blocked the other person
public record Conversation(
        long key,
        Optional<ConversationId> id,
        String title,
        Optional<UserId> peer,
        List<UserId> members,
        int unread,
        int pending,
        int failed,
        boolean complete,
        Optional<Message> last,
        Optional<Group> group,
        boolean muted,
        String draft,
        boolean request,
        boolean blocked) {
    public Conversation {
        members = List.copyOf(members);
    }
}
