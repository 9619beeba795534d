package dev.godwit.client.sqlite;

/// What was asked cannot be done; nothing was written. The SDK turns it into its own exception.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String hint;

    public Refusal(String code, String message, String hint) {
        super(message, null, false, false);
        this.code = code;
        this.hint = hint;
    }

    public String code() {
        return code;
    }

    public String hint() {
        return hint;
    }
}
