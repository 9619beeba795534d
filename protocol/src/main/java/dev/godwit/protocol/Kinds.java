package dev.godwit.protocol;

import java.util.regex.Pattern;

/// Kinds of entries that this version understands. Others are stored and passed on as they came.
public final class Kinds {
    /// First entry of every conversation; the server writes it, in the batch of the first entry that somebody sent.
    public static final String CREATE = "create";

    public static final String MESSAGE = "message";
    /// New content for `target`, one of the sender's own messages.
    public static final String EDIT = "edit";
    /// Takes `target`, one of the sender's own messages, back for everyone.
    public static final String DELETE = "delete";

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_.-]{0,31}");

    private Kinds() {}

    public static boolean isWellFormed(String kind) {
        return SHAPE.matcher(kind).matches();
    }

    /// Whether only the server may write entries of this kind.
    public static boolean isReserved(String kind) {
        return kind.equals(CREATE) || kind.startsWith("sys.");
    }
}
