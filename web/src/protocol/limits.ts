/** The limits of protocol v1, in one place; docs/protocol.md, "Limits". Sizes are bytes of UTF-8, lengths UTF-16 units. */
export const VERSION = 1;
/** One frame, in either direction. */
export const MAX_FRAME = 512 * 1024;
export const MAX_BODY = 64 * 1024;
export const MAX_TYPE_LENGTH = 127;
export const MAX_MENTIONS = 100;
export const MAX_BLOBS = 32;
export const MAX_BLOB_ID_LENGTH = 128;
export const MAX_REGISTER_LENGTH = 64;
/** A client message id. */
export const MAX_LENGTH = 64;
export const MAX_TOKEN_LENGTH = 128;
export const MAX_AGENT_LENGTH = 100;
/** People added to a group by one entry. */
export const MAX_ADDED = 100;
/** A group's title. */
export const MAX_TITLE_LENGTH = 200;
export const MAX_NONCE_LENGTH = 64;
/** Links of one group that work at the same time. */
export const MAX_LINKS = 20;
/** Members of one group. */
export const MAX_MEMBERS = 50_000;
export const MAX_SETTING_NAME_LENGTH = 64;
export const MAX_SETTING_LENGTH = 16 * 1024;
/** Settings of one account that have a value at the same time. */
export const MAX_SETTINGS = 20_000;
/** Conversations in one `watch`. */
export const MAX_WATCHED_CONVERSATIONS = 16;
/** People in one `watch`. */
export const MAX_WATCHED_USERS = 200;
/** Milliseconds for which a `presence` counts unless it is said again or says otherwise. */
export const PRESENCE_TTL = 75_000;
/** Milliseconds for which a `presence` may ask to count (12 hours). */
export const MAX_PRESENCE_TTL = 43_200_000;
/** Milliseconds after which somebody who said nothing more has stopped typing. */
export const TYPING_TTL = 6_000;
/** Items of one page, and of one conversation in a `changes` frame. */
export const MAX_PAGE = 200;
/** Bytes of entries in one frame from the server; a single entry may exceed it. */
export const PAGE_BYTES = 128 * 1024;
/** Cursors in one `hello` or `receipts` frame. */
export const MAX_RECEIPTS = 1_000;
/** Sends that may follow `hello` before `welcome` has come. */
export const FIRST_FLIGHT_SENDS = 32;
export const FIRST_FLIGHT_BYTES = 256 * 1024;
/** Body of one `POST /v1/frames`. */
export const MAX_POST = 1024 * 1024;
export const MAX_JSON_DEPTH = 16;
/** Largest whole number that every JSON reader keeps exactly (2^53 - 1). */
export const MAX_NUMBER = Number.MAX_SAFE_INTEGER;
