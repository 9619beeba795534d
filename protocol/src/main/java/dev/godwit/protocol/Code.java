package dev.godwit.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every reason why the server says no, on the socket and over HTTP.
public enum Code {
    /// Not a frame: broken JSON, a missing field, a field of the wrong type.
    BAD_FRAME(true, "Compare the frame with docs/protocol.md; nothing was stored."),
    /// A frame type that this server does not know.
    UNKNOWN_FRAME(true, "The server may be older than the client; nothing was stored."),
    /// The first frame was not `hello`, or `hello` came twice.
    PROTOCOL(true, "Begin every connection with one hello."),
    /// A protocol version that this server does not speak.
    VERSION(true, "Use protocol version 1."),
    /// A frame, a body or a list is over its limit.
    TOO_LARGE(true, "Shorten it, or send it in parts."),
    /// No valid session.
    UNAUTHORIZED(true, "Sign in again; what waits in the outbox stays there."),
    /// The conversation does not exist, or the asker may not see it: the two look the same from outside.
    NO_CONVERSATION(true, "Check the conversation, and for a first message name the other person in 'with'."),
    /// The content breaks a rule of its kind (target, mentions, kind name …).
    BAD_CONTENT(true, "Correct the content and send it under a new id."),
    /// This id was used for other content.
    ID_REUSED(true, "Send it under a new id."),
    /// This id was withdrawn.
    CANCELLED(true, "Send it under a new id."),
    /// The sender was a member once and is not any more.
    NOT_A_MEMBER(true, "Ask somebody in the group to add you, then send it again."),
    /// The sender's role, or the rules of the group, do not allow it.
    NOT_ALLOWED(true, "Ask an owner or an admin of the group."),
    /// It would change nothing: somebody was faster.
    NO_CHANGE(true, "Nothing is left to do; discard it."),
    /// The person does not take this from the sender.
    NOT_ACCEPTED(true, "Only they can change that."),
    /// The precondition does not hold any more.
    STALE(true, "Look at what stands there now, and decide again."),
    /// The entry named in `after` is not stored (yet).
    AFTER_PENDING(false, "Send the predecessor first."),
    /// A fault on the server's side; what happened to this send is unknown, and repeating it is safe.
    RETRY(false, "Send the same again."),
    /// Too much at once.
    THROTTLED(false, "Wait for retry_after, then send the same again."),
    /// The server's disk is nearly full; reading goes on.
    STORAGE_FULL(false, "It goes out by itself when the server has room again."),
    /// The server is shutting down.
    DRAINING(false, "Connect again.");

    private static final Map<String, Code> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Code::wire, Function.identity()));

    private final boolean permanent;
    private final String hint;
    private final String wire;

    Code(boolean permanent, String hint) {
        this.permanent = permanent;
        this.hint = hint;
        this.wire = name().toLowerCase(Locale.ROOT);
    }

    /// Whether the same request can never succeed.
    public boolean isPermanent() {
        return permanent;
    }

    /// What the other side can do about it.
    public String hint() {
        return hint;
    }

    public String wire() {
        return wire;
    }

    public static Optional<Code> fromWire(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }
}
