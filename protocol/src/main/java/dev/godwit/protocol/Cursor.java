package dev.godwit.protocol;

/// How far one member has got: every entry up to `delivered` is in a database of theirs, every one up to `read` was
/// shown to them. Both only grow.
public record Cursor(long delivered, long read) {
    public static final Cursor NONE = new Cursor(0, 0);

    public Cursor {
        if (delivered < 0 || read < 0) {
            throw new IllegalArgumentException("cursors are not negative");
        }
        delivered = Math.max(delivered, read);
    }

    public Cursor max(Cursor other) {
        return new Cursor(Math.max(delivered, other.delivered), Math.max(read, other.read));
    }
}
