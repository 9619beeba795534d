package dev.godwit.client.core;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import java.util.LinkedHashMap;
import java.util.Map;

/// Says where the user is writing: at most every 4 s, and that they have stopped 5 s after the last key.
final class OwnTyping {
    static final long REPEAT_MILLIS = 4_000;
    static final long STOP_MILLIS = 5_000;

    private static final class Place {
        long lastKey;
        long saidAt;
        /// Whether the others think that the user writes.
        boolean on;
    }

    private final Map<ConversationId, Place> places = new LinkedHashMap<>();

    void typed(Turn turn, ConversationId conversation) {
        Place place = places.get(conversation);
        if (place == null) {
            place = new Place();
            place.saidAt = turn.now() - REPEAT_MILLIS;
            places.put(conversation, place);
        }
        place.lastKey = turn.now();
        if (turn.now() - place.saidAt >= REPEAT_MILLIS) {
            place.saidAt = turn.now();
            place.on = true;
            turn.act(new Action.SendFrame(new ClientFrame.Typing(conversation, true)));
        }
    }

    /// What was written has left.
    void wrote(Turn turn, ConversationId conversation) {
        Place place = places.get(conversation);
        if (place != null) {
            stop(turn, conversation, place);
        }
    }

    private static void stop(Turn turn, ConversationId conversation, Place place) {
        if (place.on) {
            place.on = false;
            turn.act(new Action.SendFrame(new ClientFrame.Typing(conversation, false)));
        }
    }

    void pump(Turn turn) {
        places.forEach((conversation, place) -> {
            if (turn.now() - place.lastKey >= STOP_MILLIS) {
                stop(turn, conversation, place);
            }
        });
        places.values().removeIf(place -> turn.now() - place.lastKey >= STOP_MILLIS);
    }

    void wake(Turn turn) {
        places.values().forEach(place -> turn.wakeBy(place.lastKey + STOP_MILLIS));
    }

    /// The server forgets by itself.
    void connectionLost() {
        places.clear();
    }
}
