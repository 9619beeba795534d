package dev.godwit.client.sdk;

import java.net.URI;
import java.util.List;

/// Port to the network: how frames travel. The JDK's WebSocket is the one that comes with the SDK.
///
/// A transport never blocks its caller, and calls one listener's methods one after the other.
public interface Transport {
    /// Begins to connect; returns at once. Exactly one of `opened` and `closed` is called next.
    ///
    /// @param server base address of the server, as the account has it (`http` or `https`)
    /// @param token  the session's token
    Link connect(URI server, String token, Listener listener);

    /// One connection, or the attempt at one. Safe to call from any thread.
    interface Link {
        /// Sends these frames in this order, behind everything given before. After a close it does nothing.
        void send(List<byte[]> frames);

        /// Ends the connection at once; `closed` is still called, once.
        void close();
    }

    interface Listener {
        void opened();

        /// One whole frame, at most `Limits.MAX_FRAME` bytes.
        void frame(byte[] bytes);

        /// The connection is gone, or was never made. Nothing is called after this.
        ///
        /// @param unauthorized whether the server said that the session is not valid
        /// @param reason       for people
        void closed(boolean unauthorized, String reason);
    }
}
