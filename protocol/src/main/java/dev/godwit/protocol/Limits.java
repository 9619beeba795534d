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

    /// People added to a group by one entry.
    public static final int MAX_ADDED = 100;

    /// A group's title, in characters.
    public static final int MAX_TITLE_LENGTH = 200;

    public static final int MAX_NONCE_LENGTH = 64;

    /// Links of one group that work at the same time.
    public static final int MAX_LINKS = 20;

    /// Members of one group.
    public static final int MAX_MEMBERS = 50_000;

    public static final int MAX_SETTING_NAME_LENGTH = 64;

    /// Value of one setting, in characters.
    public static final int MAX_SETTING_LENGTH = 16 * 1024;

    /// Settings of one account that have a value at the same time.
    public static final int MAX_SETTINGS = 20_000;

    /// Conversations in one `watch`.
    public static final int MAX_WATCHED_CONVERSATIONS = 16;

    /// People in one `watch`.
    public static final int MAX_WATCHED_USERS = 200;

    /// Milliseconds for which a `presence` counts unless it is said again or says otherwise.
    public static final long PRESENCE_TTL = 75_000;

    /// Milliseconds for which a `presence` may ask to count (12 hours).
    public static final long MAX_PRESENCE_TTL = 43_200_000;

    /// Milliseconds after which somebody who said nothing more has stopped typing.
    public static final long TYPING_TTL = 6_000;

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
