package dev.godwit.server.log;

/// A fault of the store. Expected answers are results; these are not.
public abstract sealed class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StoreException(String message) {
        super(message);
    }

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Somebody else has appended: the writer's picture is old. Nothing was written.
    public static final class Conflict extends StoreException {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(message);
        }
    }

    /// Free space has reached the reserve. Nothing was written; reads go on.
    public static final class Full extends StoreException {
        private static final long serialVersionUID = 1L;

        public Full(String message) {
            super(message);
        }
    }

    /// The write, or the sync after it, failed: it may or may not be there.
    public static final class Unknown extends StoreException {
        private static final long serialVersionUID = 1L;

        public Unknown(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
