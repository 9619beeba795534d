package dev.godwit.testing.simulation;

import dev.godwit.protocol.DeviceId;
import dev.godwit.testing.history.Device;
import java.util.ArrayList;
import java.util.List;

/// Where a device is: whether there is a network, and what it has open.
final class Place {
    private final Device name;
    private final DeviceId id;
    private final List<SimConnection> connections = new ArrayList<>();
    private boolean up = true;
    private boolean silent;

    Place(Device name, DeviceId id) {
        this.name = name;
        this.id = id;
    }

    Device name() {
        return name;
    }

    DeviceId id() {
        return id;
    }

    boolean isUp() {
        return up;
    }

    /// There is no network, and the device does not know.
    boolean isSilent() {
        return !up && silent;
    }

    void add(SimConnection connection) {
        connections.add(connection);
    }

    void forget(SimConnection connection) {
        connections.remove(connection);
    }

    List<SimConnection> connections() {
        return List.copyOf(connections);
    }

    /// @param quietly whether the device does not notice
    void enterTunnel(boolean quietly) {
        up = false;
        silent = quietly;
        for (SimConnection connection : connections()) {
            if (connection.isWhole()) {
                if (quietly) {
                    connection.swallow();
                } else {
                    connection.leaveServerUnaware();
                }
            }
        }
    }

    void leaveTunnel() {
        up = true;
        silent = false;
    }
}
