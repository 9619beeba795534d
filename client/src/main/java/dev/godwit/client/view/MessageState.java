package dev.godwit.client.view;

/// Where a message stands. Own messages go Pending → Sent → Delivered → Read, or to Failed; those of others are
/// [Received].
public sealed interface MessageState {
    /// Written in this device's database, not yet confirmed by the server.
    record Pending(WaitsFor waitsFor) implements MessageState {}

    /// On the server's disk.
    record Sent() implements MessageState {}

    /// In a database of every other member.
    record Delivered() implements MessageState {}

    /// Shown to every other member.
    record Read() implements MessageState {}

    /// It will not go out by itself: `retry`, `edit` or `discard` it.
    ///
    /// @param code   as in `dev.godwit.protocol.Code` in lower case, or `unknown_name`
    /// @param reason for people, with what to do next
    record Failed(String code, String reason) implements MessageState {}

    /// Somebody else's.
    ///
    /// @param read whether this user has read it
    record Received(boolean read) implements MessageState {}

    /// One word for lists and scripts: `pending`, `sent`, `delivered`, `read`, `failed`, `received`.
    default String word() {
        return switch (this) {
            case Pending p -> "pending";
            case Sent s -> "sent";
            case Delivered d -> "delivered";
            case Read r -> "read";
            case Failed f -> "failed";
            case Received r -> "received";
        };
    }
}
