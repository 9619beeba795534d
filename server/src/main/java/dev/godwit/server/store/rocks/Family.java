package dev.godwit.server.store.rocks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/// The column families. DEFAULT is there because RocksDB insists; it stays empty.
enum Family {
    DEFAULT,
    /// conversation, seq → entry
    ENTRIES,
    /// conversation, sender, client id → what is known about the id
    DEDUP,
    /// conversation → head without its state
    HEADS,
    /// conversation, 'p', user → their stays and role; conversation, 'f', name → value
    STATE,
    /// conversation, register → seq
    REGISTERS,
    /// conversation, user → cursor
    CURSORS,
    /// user, conversation → nothing
    MEMBERS,
    /// user → when they were last seen
    SEEN,
    /// format, epoch, stamp
    META;

    byte[] storedName() {
        return name().toLowerCase(Locale.ROOT).getBytes(US_ASCII);
    }
}
