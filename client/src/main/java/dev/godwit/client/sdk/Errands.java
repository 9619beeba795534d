package dev.godwit.client.sdk;

import dev.godwit.client.core.Action;
import dev.godwit.client.core.Event;
import dev.godwit.client.sqlite.EngineReads;
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
/// Belongs to the engine's thread; the answers come by the mailbox.
final class Errands {
    private final GodwitOptions options;
    private final ServerApi api;
    private final Mailbox mailbox;
    private ProfileStore.Identity identity;
    private Mailbox.Source connection = new Mailbox.Source();
    private Mailbox.Source generation = new Mailbox.Source();
    private Transport.@Nullable Link link;

    Errands(ProfileStore.Identity identity, GodwitOptions options, ServerApi api, Mailbox mailbox) {
        this.identity = identity;
        this.options = options;
        this.api = api;
        this.mailbox = mailbox;
    }

    /// Another engine begins: it does not want the answers to what the one before has asked.
    void begin() {
        generation.ended = true;
        generation = new Mailbox.Source();
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
    void carryOut(List<Action> actions, EngineReads reads, Inside inside) {
        var frames = new ArrayList<byte[]>();
        for (Action action : actions) {
            switch (action) {
                case Action.SendFrame send -> frames.add(ClientFrameCodec.write(send.frame()));
                case Action.Connect connect -> connect();
                case Action.Disconnect disconnect -> disconnect();
                case Action.LookUp lookUp -> lookUp(lookUp);
                case Action.Describe describe -> describe(describe.users());
                case Action.ReadLocal local ->
                    inside.next(new Event.LocalEntries(
                            EngineLoop.now(),
                            local.conversation(),
                            reads.entries(local.conversation(), local.from(), local.to())));
                case Action.ReadOutbox readOutbox -> inside.readOutbox();
                case Action.Tell tell -> inside.tell(tell);
                case Action.Notify notify -> inside.notify(notify);
            }
        }
        Transport.Link open = link;
        if (open != null && !frames.isEmpty()) {
            open.send(frames);
        }
    }

    /// What the loop does itself.
    interface Inside {
        /// Before anything else.
        void next(Event event);

        void readOutbox();

        void tell(Action.Tell tell);

        void notify(Action.Notify notify);
    }

    private void connect() {
        disconnect();
        var source = new Mailbox.Source();
        connection = source;
        link = options.transport()
                .connect(URI.create(identity.server()), identity.token().orElseThrow(), new Transport.Listener() {
                    @Override
                    public void opened() {
                        mailbox.post(source, Event.Opened::new);
                    }

                    @Override
                    public void frame(byte[] bytes) {
                        read(source, bytes);
                    }

                    @Override
                    public void closed(boolean unauthorized, String reason) {
                        mailbox.post(source, now -> new Event.Closed(now, unauthorized, reason));
                    }
                });
    }

    /// Frames of an unknown kind are how the protocol grows: ignored.
    private void read(Mailbox.Source source, byte[] bytes) {
        try {
            ServerFrame frame = ServerFrameCodec.read(bytes);
            mailbox.post(source, now -> new Event.Received(now, frame));
        } catch (BadFrameException e) {
            System.getLogger(EngineLoop.class.getName())
                    .log(System.Logger.Level.DEBUG, "ignored a frame from the server: {0}", e.getMessage());
        }
    }

    void disconnect() {
        connection.ended = true;
        Transport.Link open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }

    private void lookUp(Action.LookUp asked) {
        Mailbox.Source source = generation;
        var unused = api.lookUp(URI.create(identity.server()), identity.token().orElseThrow(), asked.name())
                .whenComplete((person, fault) -> mailbox.post(
                        source,
                        now -> fault == null
                                ? new Event.LookedUp(now, asked.row(), person)
                                : new Event.LookupFailed(now, asked.row())));
    }

    private void describe(List<UserId> users) {
        Mailbox.Source source = generation;
        var unused = api.describe(
                        URI.create(identity.server()), identity.token().orElseThrow(), users)
                .whenComplete((found, fault) -> mailbox.post(
                        source, now -> new Event.Described(now, users, fault == null ? found : List.of())));
    }
}
