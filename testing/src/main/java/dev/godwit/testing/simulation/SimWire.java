package dev.godwit.testing.simulation;

import dev.godwit.protocol.Code;
import dev.godwit.server.gateway.Connection;
import dev.godwit.server.gateway.Wire;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// A connection's end at the server, on one of the server's event loops.
final class SimWire implements Wire, ServerEnd {
    private final SimProcess program;
    private final Executor loop;
    private final ClientEnd client;
    private final Connection connection;
    private final Queue<byte[]> unread = new ArrayDeque<>();
    private boolean reading = true;
    private boolean writable = true;
    private boolean closed;

    SimWire(SimProcess program, Executor loop, ClientEnd client, Function<Wire, Connection> open) {
        this.program = program;
        this.loop = loop;
        this.client = client;
        this.connection = open.apply(this);
    }

    @Override
    public void frame(byte[] bytes) {
        if (program.isAlive()) {
            unread.add(bytes);
            execute(this::read);
        }
    }

    private void read() {
        while (reading && !unread.isEmpty()) {
            connection.heard();
            connection.frame(unread.remove());
        }
    }

    @Override
    public void writable() {
        execute(this::tellWritable);
    }

    private void tellWritable() {
        if (!writable && client.isWritable()) {
            writable = true;
            connection.writabilityChanged();
        }
    }

    @Override
    public void gone() {
        execute(connection::gone);
    }

    @Override
    public void write(byte[] frame) {
        if (closed) {
            return;
        }
        client.send(frame);
        if (writable && !client.isWritable()) {
            writable = false;
            execute(connection::writabilityChanged);
        }
    }

    @Override
    public boolean isWritable() {
        return client.isWritable();
    }

    @Override
    public void setReading(boolean read) {
        boolean resumed = read && !reading;
        reading = read;
        if (resumed && !unread.isEmpty()) {
            execute(this::read);
        }
    }

    /// The network itself answers for a peer that is there, and nobody else can.
    @Override
    public void ping() {}

    @Override
    public void close(WebSocketCloseStatus status, String reason) {
        if (!closed) {
            closed = true;
            client.close(reason.equals(Code.UNAUTHORIZED.wire()), reason);
        }
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void schedule(Runnable task, long millis) {
        var _ = program.after(Math.max(1, millis), () -> execute(task));
    }
}
