package dev.godwit.server.http;

/// Ends the handling of a request with a refusal.
final class ProblemException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    ProblemException(Problem problem, String message) {
        this(problem.reply(message), message);
    }

    ProblemException(Reply reply, String message) {
        super(message, null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
