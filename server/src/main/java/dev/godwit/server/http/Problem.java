package dev.godwit.server.http;

import dev.godwit.protocol.Code;
import java.util.Locale;

/// Every reason why the HTTP API says no, its status, and what the asker can do.
enum Problem {
    BAD_JSON(400, "Compare the request with /v1/openapi.json; nothing was changed."),
    BAD_REQUEST(400, "Compare the request with /v1/openapi.json; nothing was changed."),
    BAD_NAME(400, "Choose another name."),
    WEAK_PASSWORD(400, "Choose a longer password: a few words that nobody else would put together."),
    UNAUTHORIZED(401, Code.UNAUTHORIZED.hint()),
    WRONG_PASSWORD(401, "Check both and try again."),
    INVITATION_NEEDED(403, "Ask an administrator of this server for an invitation; each one works once."),
    FOREIGN_ORIGIN(
            403,
            "Open the page from the server's own address, or add the page's origin to the server's public"
                    + " origins."),
    ADMINISTRATORS_ONLY(403, "Ask an administrator of this server."),
    NOT_FOUND(404, "The addresses are listed in /v1/openapi.json."),
    METHOD_NOT_ALLOWED(405, "The methods are listed in /v1/openapi.json."),
    NAME_TAKEN(409, "Choose another name, or sign in if it is yours."),
    TOO_LARGE(413, Code.TOO_LARGE.hint()),
    UNSUPPORTED_MEDIA_TYPE(415, "Send the body with Content-Type: application/json."),
    THROTTLED(429, "Wait as long as Retry-After says, then try again."),
    INTERNAL(500, "Try again. If it stays, give the id to whoever runs the server: it is in the log."),
    STORAGE_FULL(503, "Whoever runs the server has to make room on its disk; reading goes on."),
    RETRY(503, "Try again in a moment.");

    private final int status;
    private final String hint;

    Problem(int status, String hint) {
        this.status = status;
        this.hint = hint;
    }

    int status() {
        return status;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    Reply reply(String message) {
        return Reply.json(status, json -> {
            json.writeStartObject();
            json.writeObjectPropertyStart("error");
            json.writeStringProperty("code", code());
            json.writeStringProperty("message", message);
            json.writeStringProperty("hint", hint);
            json.writeEndObject();
            json.writeEndObject();
        });
    }
}
