package dev.godwit.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.client.view.ConnectionState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Inbox inbox = new Inbox();

    @Test
    void keysComeFirstAndInOrderAndOfStatesOnlyTheLast() throws InterruptedException {
        var connected = new Event.Connection(new ConnectionState.Online(true));
        inbox.put(new Event.Connection(new ConnectionState.Connecting()));
        inbox.put(new Event.Pressed(Key.character('a')));
        inbox.put(connected);
        inbox.put(new Event.Pressed(Key.character('b')));
        assertEquals(
                List.of(new Event.Pressed(Key.character('a')), new Event.Pressed(Key.character('b')), connected),
                inbox.take(Duration.ofSeconds(1)));
        assertEquals(List.of(), inbox.take(Duration.ZERO));
    }
}
