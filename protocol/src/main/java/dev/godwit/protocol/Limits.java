package dev.godwit.protocol;

/// The limits of protocol v1, in one place. Sizes are bytes of UTF-8.
public final class Limits {
    public static final int VERSION = 1;

    /// One frame. A body of control characters needs six bytes of JSON each, hence the distance to [#MAX_BODY].
    public static final int MAX_FRAME = 512 * 1024;

    public static final int MAX_BODY = 64 * 1024;
    public static final int MAX_MENTIONS = 100;
    public static final int MAX_BLOBS = 32;
    public static final int MAX_BLOB_ID_LENGTH = 128;
    public static final int MAX_TOKEN_LENGTH = 128;
    public static final int MAX_AGENT_LENGTH = 100;

    /// Entries of one page, and of one conversation in a `changes` frame.
    public static final int MAX_PAGE = 200;

    /// Bytes of entries in one frame from the server; a single entry may exceed it.
    public static final int PAGE_BYTES = 128 * 1024;

    /// Cursors in one `hello` or `receipts` frame.
    public static final int MAX_RECEIPTS = 1_000;

    /// Sends that may follow `hello` before `welcome` has come.
    public static final int FIRST_FLIGHT_SENDS = 32;

    public static final int FIRST_FLIGHT_BYTES = 256 * 1024;

    /// Body of one `POST /v1/frames`.
    public static final int MAX_POST = 1024 * 1024;

    public static final int MAX_JSON_DEPTH = 16;

    /// Largest whole number that every JSON reader keeps exactly (2^53 - 1).
    public static final long MAX_NUMBER = 9_007_199_254_740_991L;

    private Limits() {}
}
