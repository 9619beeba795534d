package dev.godwit.client.core;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.UserId;

/// What stands at one place of a log in the local database.
///
/// @param at    server's time: an entry that was lost and sent again may get its old seq, never its old time
/// @param epoch number of the store's epoch in which the device learnt it
public record LocalEntry(long seq, long at, UserId sender, ClientMessageId id, long epoch) {}
