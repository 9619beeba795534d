package dev.godwit.client.view;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// One message as it is to be drawn, with its edits applied.
///
/// @param key          names it on this device, for `edit`, `retry`, `discard`, `markRead` and paging; never
///   reused
/// @param conversation [Conversation#key]
/// @param id           the sender's name for it on the wire
/// @param seq          place in the conversation's log; empty until the server has it
/// @param sender       who wrote it
/// @param senderName   empty until the name was looked up
/// @param mine         whether this profile's user wrote it
/// @param at           server's time where there is one, else local time corrected by the measured offset; for
///   display
///   only, the order is the list's
/// @param kind         as in `dev.godwit.protocol.Kinds`; where [#understood] is false the text is a
///   placeholder
/// @param text         what to show; empty if deleted
/// @param edited       whether `text` is not the first version
/// @param deleted      whether its sender took it back
/// @param change       what it does to the group, where it is no message but a change of the group: then `text`
///   says so in words
/// @param readers      in a large group, how many others have read an own message; 0 elsewhere
/// @param changing     whether an edit or a deletion of it, made here, still waits in the outbox
public record Message(
        long key,
        long conversation,
        ClientMessageId id,
        OptionalLong seq,
        UserId sender,
        Optional<String> senderName,
        boolean mine,
        Instant at,
        String kind,
        boolean understood,
        String text,
        boolean edited,
        boolean deleted,
        boolean changing,
        Optional<GroupChange> change,
        int readers,
        MessageState state) {}
