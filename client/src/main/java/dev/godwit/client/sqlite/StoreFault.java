package dev.godwit.client.sqlite;

/// The database could not do its work (disk full, file damaged, locked for too long). The transaction has not
/// happened.
public final class StoreFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreFault(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreFault(String message) {
        super(message);
    }
}
