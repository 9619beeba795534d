package dev.godwit.testing.simulation;

import dev.godwit.client.sdk.Transport;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What one run of a device's program sees of the network. Notes what leaves, and lets a kill fall between two
/// frames.
final class DeviceNetwork implements Transport {
    private final Transport network;
    private final SimProcess process;
    private final DeviceFaults faults;
    private final Consumer<byte[]> leaving;
    private final Trace trace;
    private final String name;
    private final List<Link> open = new ArrayList<>();

    /// @param leaving told of each frame that is given to an open connection
    DeviceNetwork(
            Transport network,
            SimProcess process,
            DeviceFaults faults,
            Consumer<byte[]> leaving,
            Trace trace,
            String name) {
        this.network = network;
        this.process = process;
        this.faults = faults;
        this.leaving = leaving;
        this.trace = trace;
        this.name = name;
    }

    /// The operating system closes what a dead process leaves open.
    void closeAll() {
        List.copyOf(open).forEach(Link::close);
        open.clear();
    }

    @Override
    public Link connect(URI server, String token, Listener listener) {
        faults.step();
        Link link = network.connect(server, token, new Listening(listener));
        open.clear();
        open.add(link);
        return new Link() {
            @Override
            public void send(List<byte[]> frames) {
                give(link, frames);
            }

            @Override
            public void close() {
                open.remove(link);
                link.close();
            }
        };
    }

    private void give(Link link, List<byte[]> frames) {
        var given = new ArrayList<byte[]>();
        try {
            for (byte[] frame : frames) {
                faults.step();
                given.add(frame);
            }
        } finally {
            for (byte[] frame : given) {
                leaving.accept(frame);
            }
            link.send(given);
        }
    }

    private final class Listening implements Listener {
        private final Listener listener;

        Listening(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void opened() {
            if (process.isAlive()) {
                listener.opened();
            }
        }

        @Override
        public void frame(byte[] bytes) {
            if (process.isAlive()) {
                listener.frame(bytes);
            }
        }

        @Override
        public void closed(boolean unauthorized, String reason) {
            if (process.isAlive()) {
                trace.say(name, "closed:", reason);
                listener.closed(unauthorized, reason);
            }
        }
    }
}
