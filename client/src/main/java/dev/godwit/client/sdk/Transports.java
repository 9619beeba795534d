package dev.godwit.client.sdk;

/// The transports that come with the SDK.
public final class Transports {
    private Transports() {}

    /// `GET /v1/connect` with the JDK's own WebSocket client.
    public static Transport webSocket() {
        return new WebSocketTransport();
    }
}
