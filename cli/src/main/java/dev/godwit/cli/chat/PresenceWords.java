package dev.godwit.cli.chat;

import dev.godwit.client.view.Presence;
import dev.godwit.protocol.PresenceState;
import java.time.Instant;

/// Whether somebody is there, as a mark that is told apart by its shape, and in words.
final class PresenceWords {
    private PresenceWords() {}

    static String dot(PresenceState state) {
        return switch (state) {
            case ONLINE -> "●";
            case AWAY -> "◐";
            case BUSY -> "■";
            case OFFLINE -> " ";
        };
    }

    static String word(PresenceState state) {
        return switch (state) {
            case ONLINE -> "online";
            case AWAY -> "away";
            case BUSY -> "busy";
            case OFFLINE -> "offline";
        };
    }

    /// "online", "last seen 5 minutes ago", or nothing where nothing is known.
    static String of(Presence presence, Instant now) {
        return presence.state() == PresenceState.OFFLINE
                ? presence.seen().map(at -> "last seen " + Days.ago(at, now)).orElse("offline")
                : word(presence.state());
    }
}
