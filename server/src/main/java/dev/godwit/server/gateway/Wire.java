package dev.godwit.server.gateway;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/// Port to what carries one connection: whole frames in both directions, in order, and a thread on which everything
/// that
/// the connection does by itself is done.
///
/// [Connection#frame], [Connection#writabilityChanged] and [Connection#gone] are called on that thread.
public interface Wire {
    /// Queues a frame behind all that were written before. Callable from any thread.
    void write(byte[] frame);

    /// Whether the peer takes more without being waited for. Callable from any thread.
    boolean isWritable();

    /// Whether frames of the peer may come; those that do not are left in its hands, or on their way.
    void setReading(boolean reading);

    /// Asks whether the peer is still there; whatever it answers is [Connection#heard].
    void ping();

    /// Says goodbye behind everything that was written, then ends the connection.
    ///
    /// @param status as RFC 6455 has them
    void close(WebSocketCloseStatus status, String reason);

    /// Runs it on the connection's thread, later than what runs there now. Callable from any thread.
    void execute(Runnable task);

    /// As [#execute], after that time.
    void schedule(Runnable task, long millis);
}
