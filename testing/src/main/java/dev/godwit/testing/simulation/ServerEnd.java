package dev.godwit.testing.simulation;

/// What the wire can do to a connection's end at the server. Called on the scheduler, by the network only.
interface ServerEnd {
    /// A frame has arrived.
    void frame(byte[] bytes);

    /// The client's end has room again, after [ClientEnd#isWritable] was false.
    void writable();

    /// The server learns that the connection is gone. After a half-open time this may come much later than the
    /// client's own news, or not before the server dies.
    void gone();
}
