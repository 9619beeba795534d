package dev.godwit.server.log;

/// Where a conversation stands.
///
/// @param seq   of the last entry; 0 where only ids were burnt so far
/// @param at    server time of the last entry, milliseconds since 1970 UTC
/// @param stamp of the last commit that added an entry
public record Head(long seq, long at, long stamp, ConversationState state) {}
