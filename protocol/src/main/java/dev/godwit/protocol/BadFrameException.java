package dev.godwit.protocol;

import java.util.OptionalLong;

/// Bytes that are not a frame of this protocol. The message says which field is wrong, in words for the client's
/// author.
public final class BadFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String explanation;
    private final transient OptionalLong rid;

    public BadFrameException(Code code, String message) {
        this(code, message, OptionalLong.empty());
    }

    private BadFrameException(Code code, String message, OptionalLong rid) {
        // Expected on bad input and answered at once: a stack trace would only make a flood of them dearer.
        super(message, null, false, false);
        this.code = code;
        this.explanation = message;
        this.rid = rid;
    }

    BadFrameException withRid(OptionalLong newRid) {
        return new BadFrameException(code, explanation, newRid);
    }

    public Code code() {
        return code;
    }

    public ServerFrame.Failure asFrame() {
        return new ServerFrame.Failure(code, explanation, code.hint(), rid);
    }
}
