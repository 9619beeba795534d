package dev.godwit.protocol;

/// What the server stores and never reads. Text travels as it is; anything else as base64, which `type` says.
///
/// @param type media type, at most 127 characters
/// @param data the text itself
public record Body(String type, String data) {
    public static final String TEXT = "text/plain";
    public static final int MAX_TYPE_LENGTH = 127;

    /// A half surrogate pair (an emoji cut in two) becomes U+FFFD: no frame could carry it.
    public static Body text(String text) {
        return new Body(TEXT, WellFormed.of(text));
    }
}
