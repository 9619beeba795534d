package dev.godwit.server.identity.sql;

/// The database was written by a newer Godwit; opening it could destroy what this one does not know.
public final class NewerSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewerSchemaException(int found, int known) {
        super("The accounts database has format " + found + ", and this version of Godwit knows up to " + known
                + ". Start the newer version again, or restore the backup from before it.");
    }
}
