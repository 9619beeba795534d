package dev.godwit.client.sqlite;

/// The user changed something that the engine was about to send. Nothing of the transaction has happened; an
/// engine made anew from the database knows better.
public final class StoreConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreConflict() {
        super("the outbox was changed meanwhile", null, false, false);
    }
}
