package dev.godwit.client.sdk;

import dev.godwit.client.core.Action;
import dev.godwit.client.core.Event;
import dev.godwit.client.sqlite.ProfileStore;
import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.UserId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Does what the engine wants done outside of the database: holds its connection and asks for names.
/// Belongs to the engine's thread; the answers come by the inlet.
final class Errands {
    private final GodwitOptions options;
    private final NameService names;
    private final Inlet inlet;
    private ProfileStore.Identity identity;
    private Inlet.Source connection = new Inlet.Source();
    private Inlet.Source generation = new Inlet.Source();
    private Transport.@Nullable Link link;

    Errands(ProfileStore.Identity identity, GodwitOptions options, NameService names, Inlet inlet) {
        this.identity = identity;
        this.options = options;
        this.names = names;
        this.inlet = inlet;
    }

    /// Another engine begins: it does not want the answers to what the one before has asked.
    void begin() {
        generation.end();
        generation = new Inlet.Source();
    }

    /// Whether this is another session than before.
    boolean use(ProfileStore.Identity now) {
        boolean another = now.token().isPresent() && !now.token().equals(identity.token());
        if (another) {
            identity = now;
        }
        return another;
    }

    /// Frames leave together.
    void carryOut(List<Action> actions, Inside inside) {
        var frames = new ArrayList<byte[]>();
        for (Action action : actions) {
            switch (action) {
                case Action.SendFrame send -> frames.add(ClientFrameCodec.write(send.frame()));
                case Action.Connect connect -> {
                    send(frames);
                    connect();
                }
                case Action.Disconnect disconnect -> {
                    send(frames);
                    disconnect();
                }
                case Action.LookUp lookUp -> lookUp(lookUp);
                case Action.Describe describe -> describe(describe.users());
                case Action.ReadLocal local -> inside.readLocal(local);
                case Action.ReadOutbox readOutbox -> inside.readOutbox();
                case Action.Tell tell -> inside.tell(tell);
                case Action.Notify notify -> inside.notify(notify);
            }
        }
        send(frames);
    }

    /// What was meant for one connection never leaves by the next: that one begins with a greeting.
    private void send(List<byte[]> frames) {
        Transport.Link open = link;
        if (open != null && !frames.isEmpty()) {
            open.send(List.copyOf(frames));
        }
        frames.clear();
    }

    /// What the driver does itself.
    interface Inside {
        void readLocal(Action.ReadLocal local);

        void readOutbox();

        void tell(Action.Tell tell);

        void notify(Action.Notify notify);
    }

    private void connect() {
        disconnect();
        var source = new Inlet.Source();
        connection = source;
        link = options.transport()
                .connect(URI.create(identity.server()), identity.token().orElseThrow(), new Transport.Listener() {
                    @Override
                    public void opened() {
                        inlet.post(source, Event.Opened::new);
                    }

                    @Override
                    public void frame(byte[] bytes) {
                        read(source, bytes);
                    }

                    @Override
                    public void closed(boolean unauthorized, String reason) {
                        inlet.post(source, now -> new Event.Closed(now, unauthorized, reason));
                    }
                });
    }

    /// Frames of an unknown kind are how the protocol grows: ignored.
    private void read(Inlet.Source source, byte[] bytes) {
        try {
            ServerFrame frame = ServerFrameCodec.read(bytes);
            inlet.post(source, now -> new Event.Received(now, frame));
        } catch (BadFrameException e) {
            System.getLogger(Errands.class.getName())
                    .log(System.Logger.Level.DEBUG, "ignored a frame from the server: {0}", e.getMessage());
        }
    }

    void disconnect() {
        connection.end();
        Transport.Link open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }

    private void lookUp(Action.LookUp asked) {
        Inlet.Source source = generation;
        var unused = names.lookUp(
                        URI.create(identity.server()), identity.token().orElseThrow(), asked.name())
                .whenComplete((person, fault) -> inlet.post(
                        source,
                        now -> fault == null
                                ? new Event.LookedUp(now, asked.row(), person)
                                : new Event.LookupFailed(now, asked.row())));
    }

    private void describe(List<UserId> users) {
        Inlet.Source source = generation;
        var unused = names.describe(
                        URI.create(identity.server()), identity.token().orElseThrow(), users)
                .whenComplete((found, fault) ->
                        inlet.post(source, now -> new Event.Described(now, users, fault == null ? found : List.of())));
    }
}
