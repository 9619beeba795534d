package dev.godwit.server.store.rocks;

/// A store cannot be opened. The message says to people what is wrong and what to do.
public final class StoreOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public enum Reason {
        NOT_WRITABLE,
        NEWER_FORMAT,
        IN_USE,
        DISK_FULL,
        DAMAGED
    }

    StoreOpenException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    StoreOpenException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
