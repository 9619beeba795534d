package dev.godwit.client.view;

/// What a pending message or outbox item waits for.
public enum WaitsFor {
    /// It is next; it leaves as soon as there is a connection.
    CONNECTION("a connection"),
    /// Messages before it in the same conversation.
    EARLIER("earlier messages"),
    /// The person's name must be looked up first.
    NAME("the name to be looked up"),
    /// It was, or may have been, on the wire; the server has not answered yet.
    ANSWER("the server's answer"),
    /// The server asked to wait (throttled, disk nearly full); it is repeated by itself.
    RETRY("the next attempt");

    private final String words;

    WaitsFor(String words) {
        this.words = words;
    }

    /// Completes "waits for …".
    public String words() {
        return words;
    }
}
