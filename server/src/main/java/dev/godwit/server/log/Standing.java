package dev.godwit.server.log;

/// How somebody stands to the one who writes to them, or adds them to a group.
enum Standing {
    /// There is no such user.
    UNKNOWN,
    ACCEPTS,
    BLOCKED
}
