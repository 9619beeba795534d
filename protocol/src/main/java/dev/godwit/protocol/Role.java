package dev.godwit.protocol;

import java.util.Locale;
import java.util.Optional;

/// What a member of a group may do, least first.
public enum Role {
    /// Writes and reads.
    MEMBER,
    /// Also adds and removes people (but no owners), makes links, and changes title and history.
    ADMIN,
    /// Also gives and takes roles.
    OWNER;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> fromWire(String wire) {
        for (Role role : values()) {
            if (role.wire().equals(wire)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
