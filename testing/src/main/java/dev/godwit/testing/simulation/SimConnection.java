package dev.godwit.testing.simulation;

import dev.godwit.client.sdk.Transport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection between a device and the server, or the attempt at one. Each end hears at its own time that it is
/// over, or does not hear it at all.
final class SimConnection implements Transport.Link, ClientEnd {
    /// A client gives up connecting after ten seconds.
    private static final long PATIENCE_MICROS = 10_000_000;

    private static final long LATE_MICROS = 60_000_000;
    /// By then the server has missed the pong to one of its pings.
    private static final long LATEST_MICROS = 105_000_000;

    private final SimNetwork network;
    private final Place place;
    private final Transport.Listener listener;
    private final int number;
    private final Pipe up;
    private final Pipe down;
    private @Nullable ServerEnd server;
    private int serverLife;
    private boolean opened;
    private boolean clientKnows;
    private boolean serverKnows;
    private boolean roomAwaited;

    SimConnection(SimNetwork network, Place place, Transport.Listener listener, int number) {
        this.network = network;
        this.place = place;
        this.listener = listener;
        this.number = number;
        this.up = network.pipe(this::arrivedAtServer, frame -> say("lost →", FrameWords.fromClient(frame)));
        this.down = network.pipe(this::arrivedAtClient, frame -> say("lost ←", FrameWords.fromServer(frame)));
    }

    private void say(Object... parts) {
        if (network.trace().isOn()) {
            var all = new Object[parts.length + 1];
            all[0] = "#" + number;
            System.arraycopy(parts, 0, all, 1, parts.length);
            network.trace().say(place.name().name(), all);
        }
    }

    /// Neither end knows that it is over, and nothing stands in its way.
    boolean isWhole() {
        return server != null && !clientKnows && !serverKnows && !up.isBroken() && !down.isBroken();
    }

    void dial() {
        network.after(PATIENCE_MICROS, () -> {
            if (!opened) {
                clientHears(0, false, "no answer");
            }
        });
        if (!place.isUp() && !place.isSilent()) {
            clientHears(network.delay(), false, "there is no network");
        } else {
            network.after(network.delay(), this::reach);
        }
    }

    private void reach() {
        if (clientKnows || !place.isUp()) {
            return;
        }
        var end = network.server().accept(place.name().user(), place.id(), this);
        if (end.isEmpty()) {
            clientHears(network.delay(), false, "refused");
            return;
        }
        server = end.get();
        serverLife = network.serverLife();
        network.after(network.delay(), () -> {
            if (!clientKnows && !down.isBroken()) {
                say("connected");
                opened = true;
                listener.opened();
            }
        });
    }

    // ---- the device's end

    @Override
    public void send(List<byte[]> frames) {
        if (!clientKnows) {
            frames.forEach(up::send);
        }
    }

    @Override
    public void close() {
        if (clientKnows) {
            return;
        }
        say("hangs up");
        clientKnows = true;
        network.after(0, () -> listener.closed(false, "hung up"));
        forgetAtClient();
    }

    /// The program has died, and its machine says so to the server, or not.
    void clientDied(boolean quietly) {
        clientKnows = true;
        if (quietly && !up.isBroken()) {
            up.breakOff(some(up));
            up.end(late(), this::serverHears);
        }
        forgetAtClient();
    }

    private void forgetAtClient() {
        place.forget(this);
        if (!down.isBroken()) {
            down.breakOff(0);
        }
        if (!up.isBroken()) {
            up.breakOff(network.chance(0.5) ? up.frames() : some(up));
            up.end(network.delay(), this::serverHears);
        }
    }

    private void arrivedAtClient(byte[] frame) {
        if (clientKnows) {
            return;
        }
        say("←", FrameWords.fromServer(frame));
        network.busy();
        listener.frame(frame);
        if (roomAwaited && down.bytes() < network.weather().room() / 2 && server != null && !serverKnows) {
            roomAwaited = false;
            server.writable();
        }
    }

    private void clientHears(long micros, boolean unauthorized, String reason) {
        down.end(micros, () -> {
            if (!clientKnows) {
                say("disconnected:", reason);
                clientKnows = true;
                forgetAtClient();
                listener.closed(unauthorized, reason);
            }
        });
    }

    // ---- the server's end

    @Override
    public void send(byte[] frame) {
        if (!serverKnows) {
            down.send(frame);
        }
    }

    @Override
    public boolean isWritable() {
        boolean room = down.bytes() < network.weather().room();
        roomAwaited |= !room;
        return room;
    }

    @Override
    public void close(boolean unauthorized, String reason) {
        if (!serverKnows) {
            serverKnows = true;
            down.breakOff(down.frames());
            clientHears(network.delay(), unauthorized, reason);
        }
    }

    /// Its process, or the machine under it, is gone.
    void serverDied(boolean quietly) {
        if (serverKnows || server == null) {
            return;
        }
        serverKnows = true;
        up.breakOff(0);
        if (!down.isBroken()) {
            down.breakOff(some(down));
            if (!quietly) {
                clientHears(network.delay(), false, "the server has gone");
            }
        }
    }

    private void arrivedAtServer(byte[] frame) {
        if (server == null || serverKnows || isOfFormerServer()) {
            say("lost →", FrameWords.fromClient(frame));
        } else {
            say("→", FrameWords.fromClient(frame));
            network.busy();
            server.frame(frame);
        }
    }

    private void serverHears() {
        if (server != null && !serverKnows && !isOfFormerServer()) {
            serverKnows = true;
            say("gone, as the server sees it");
            server.gone();
        }
    }

    private boolean isOfFormerServer() {
        return serverLife != network.serverLife();
    }

    // ---- what is done to it

    /// Both ends hear of it, each at its own time.
    void cut() {
        breakBoth();
        clientHears(network.delay(), false, "cut");
        up.end(network.delay(), this::serverHears);
    }

    /// The device notices, as when it leaves the network; the server only when it asks and hears nothing.
    void leaveServerUnaware() {
        breakBoth();
        clientHears(network.delay(), false, "cut");
        up.end(late(), this::serverHears);
    }

    /// The server notices; the device only when it misses an answer.
    void leaveClientUnaware() {
        breakBoth();
        up.end(network.delay(), this::serverHears);
    }

    /// Nobody notices until they miss something.
    void swallow() {
        breakBoth();
        up.end(late(), this::serverHears);
    }

    private void breakBoth() {
        up.breakOff(some(up));
        down.breakOff(some(down));
    }

    /// Nothing moves for a while; then everything goes on as if nothing had been.
    void freeze(long micros) {
        up.hold(micros);
        down.hold(micros);
    }

    /// The device does not read for a while.
    void readNothing(long micros) {
        down.hold(micros);
    }

    private int some(Pipe pipe) {
        return network.chance(0.5) ? 0 : network.upTo(pipe.frames());
    }

    private long late() {
        return network.between(LATE_MICROS, LATEST_MICROS);
    }

    @Override
    public String toString() {
        return place.name() + " #" + number;
    }
}
