package dev.godwit.client.sdk;

import dev.godwit.client.view.ConnectionState;

/// What [Godwit#syncOnce] achieved.
///
/// @param complete whether everything that could leave has left, everything missed has come, and the server has
///   confirmed this device's receipts
/// @param sent     outbox items that the server confirmed meanwhile
/// @param received entries of others that came meanwhile
/// @param waiting  outbox items that still wait
/// @param failed   outbox items that need a decision
/// @param last     state of the connection when it ended
public record SyncSummary(boolean complete, int sent, int received, int waiting, int failed, ConnectionState last) {}
