package dev.godwit.testing.simulation;

/// What a server's connection can do to the client's end of it: put frames on the wire.
interface ClientEnd {
    /// Queues a frame on the wire; it arrives, in order, unless the connection breaks before.
    void send(byte[] frame);

    /// Whether the wire takes more at the moment. Answers may be sent all the same.
    boolean isWritable();

    /// Ends the connection from the server's side; what was sent before still arrives.
    void close(boolean unauthorized, String reason);
}
