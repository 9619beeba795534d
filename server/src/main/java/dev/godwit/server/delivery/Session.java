package dev.godwit.server.delivery;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;

/// One connected device, as the delivery side sees it. Callable from any thread; never blocks.
public interface Session {
    UserId user();

    DeviceId device();

    /// Queues an answer to something that the client asked. Bounded by what a client may ask at once.
    void reply(ServerFrame frame);

    /// Offers a live push: dropped, and the session marked behind, if the client reads too slowly.
    void push(EncodedFrame frame);

    /// Offers something of the moment, such as who is there: dropped if the client reads too slowly, and no
    /// reason to call the session behind.
    ///
    /// @return whether it was taken
    boolean offer(EncodedFrame frame);

    /// Runs `next` as soon as the client has room for more, or drops it when the connection ends.
    void whenWritable(Runnable next);
}
