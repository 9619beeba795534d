package dev.godwit.client.core;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.UserId;

/// What stands at one place of a log in the local database.
///
/// @param epoch number of the store's epoch in which the device learnt it
public record LocalEntry(long seq, UserId sender, ClientMessageId id, long epoch) {}
