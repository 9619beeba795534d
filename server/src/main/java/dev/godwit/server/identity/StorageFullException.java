package dev.godwit.server.identity;

/// The disk is full: nothing was written, reading goes on.
public final class StorageFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageFullException(Throwable cause) {
        super("there is no room left for accounts and sessions", cause);
    }
}
