package dev.godwit.protocol;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Bytes that are not a frame of this protocol. The message says which field is wrong, in words for the client's
/// author.
public final class BadFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final String explanation;
    private final transient OptionalLong rid;
    private final transient @Nullable Named named;

    public BadFrameException(Code code, String message) {
        this(code, WellFormed.of(message), OptionalLong.empty(), null);
    }

    private BadFrameException(Code code, String message, OptionalLong rid, @Nullable Named named) {
        // Expected on bad input and answered at once: a stack trace would only make a flood of them dearer.
        super(message, null, false, false);
        this.code = code;
        this.explanation = message;
        this.rid = rid;
        this.named = named;
    }

    /// The send or cancel that the frame was meant to be, where that much was understood.
    record Named(ConversationId conversation, ClientMessageId id) {}

    BadFrameException withRid(OptionalLong newRid) {
        return new BadFrameException(code, explanation, newRid, named);
    }

    BadFrameException withName(Named newNamed) {
        return new BadFrameException(code, explanation, rid, newNamed);
    }

    public Code code() {
        return code;
    }

    /// What the server says to it: `refused` where it is known which entry was meant, so that an outbox can show which
    /// one has failed and go on; otherwise as [#asFrame].
    public ServerFrame asAnswer() {
        return named == null
                ? asFrame()
                : new ServerFrame.Refused(
                        named.conversation(),
                        named.id(),
                        code,
                        explanation,
                        OptionalLong.empty(),
                        OptionalLong.empty());
    }

    public ServerFrame.Failure asFrame() {
        return new ServerFrame.Failure(code, explanation, code.hint(), rid);
    }
}
