package dev.godwit.server.identity.sql;

import java.nio.file.Path;

/// The accounts database cannot be opened at all: not writable, not a database, or damaged.
public final class UnusableDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableDatabaseException(Path file, Throwable cause) {
        super(
                "The accounts database " + file + " cannot be opened (" + deepest(cause)
                        + "). Check that its folder exists and is writable; if the file is damaged, restore a backup.",
                cause);
    }

    private static String deepest(Throwable cause) {
        Throwable inner = cause.getCause();
        return inner == null ? String.valueOf(cause.getMessage()) : deepest(inner);
    }
}
