package dev.godwit.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A first flight whose sends are stored before the delivery thread has come to the hello.
class WelcomeFirstTest {
    private static final Random RANDOM = new Random(7);

    private final HandDriven server = new HandDriven();
    private final UserId alice = UserId.random(RANDOM);
    private final UserId bob = UserId.random(RANDOM);
    private final ClientFrame send = HandDriven.send(alice, bob, "one");
    private final ClientFrame watch = new ClientFrame.Watch(List.of(), List.of(alice));

    @Test
    void onAConnection() {
        var connection = server.new Connection();
        connection.says(HandDriven.hello(alice, Optional.empty()), send, watch);
        assertEquals(
                List.of(ServerFrame.Welcome.class, ServerFrame.Sent.class, ServerFrame.Presences.class),
                types(connection.heard()));
    }

    @Test
    void inAPost() {
        var post = server.post(alice, 0, Optional.empty(), send, watch);
        server.deliver();
        assertEquals(
                List.of(ServerFrame.Welcome.class, ServerFrame.Sent.class, ServerFrame.Presences.class),
                types(post.answer()).subList(0, 3));
        assertEquals(ServerFrame.Current.class, types(post.answer()).getLast());
    }

    private static List<? extends Class<?>> types(List<ServerFrame> frames) {
        return frames.stream().map(ServerFrame::getClass).toList();
    }
}
