package dev.godwit.client.sdk;

/// Something that the caller asked for could not be done. The message says what happened, [#hint] what to
/// do next.
public final class GodwitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Codes that the SDK itself gives; others come from the server as they are (`wrong_password`,
    /// `name_taken` …).
    public static final String NO_ACCOUNT = "no_account";

    /// The session was ended elsewhere; until its user signs in again the profile can be neither read nor
    /// written.
    public static final String LOCKED = "locked";

    public static final String OTHER_ACCOUNT = "other_account";
    public static final String UNREACHABLE = "unreachable";
    public static final String BAD_ANSWER = "bad_answer";
    public static final String IN_USE = "in_use";
    public static final String BAD_PROFILE = "bad_profile";
    public static final String NEWER_PROFILE = "newer_profile";
    public static final String NO_CONVERSATION = "no_conversation";
    public static final String NO_MESSAGE = "no_message";
    public static final String NOT_ALLOWED = "not_allowed";
    public static final String TOO_LARGE = "too_large";
    public static final String BAD_NAME = "bad_name";
    public static final String EMPTY = "empty";
    public static final String CLOSED = "closed";

    private final String code;
    private final String hint;

    public GodwitException(String code, String message, String hint) {
        super(message);
        this.code = code;
        this.hint = hint;
    }

    public GodwitException(String code, String message, String hint, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
    }

    /// For programs: lower case with underscores.
    public String code() {
        return code;
    }

    /// For people: what to do next. May be empty.
    public String hint() {
        return hint;
    }
}
