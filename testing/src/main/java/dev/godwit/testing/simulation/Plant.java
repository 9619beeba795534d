package dev.godwit.testing.simulation;

import dev.godwit.client.sdk.Transport;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.LogStore;

/// What stands between the product and the world, so that a promise can be broken on purpose without a hook in the
/// product: by itself it changes nothing.
class Plant {
    /// For a program of the server that starts now.
    LogStore log(LogStore honest) {
        return honest;
    }

    /// What the server says on a connection of this user's.
    ClientEnd toClient(UserId user, ClientEnd honest) {
        return honest;
    }

    /// What the server hears on a connection.
    ServerEnd fromClient(ServerEnd honest) {
        return honest;
    }

    /// One device's network.
    Transport network(Transport honest) {
        return honest;
    }

    /// A device is up again after it had died.
    void back(SimDevice device) {}
}
