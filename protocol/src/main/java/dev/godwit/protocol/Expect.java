package dev.godwit.protocol;

/// A precondition: store the entry only if `register` still has `version`.
///
/// A register is a named slot of a conversation (`title`, `entry:17`, …); its version is the seq of the last entry
/// that named it, 0 if there was none. An entry that is stored becomes its register's new version.
///
/// @param register 1–64 characters
/// @param version  0 or more
public record Expect(String register, long version) {
    public static final int MAX_REGISTER_LENGTH = 64;
}
