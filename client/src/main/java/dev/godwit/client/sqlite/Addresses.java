package dev.godwit.client.sqlite;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import java.util.Optional;

/// What people may write where a recipient is expected.
final class Addresses {
    static final int MAX_NAME = 64;

    private Addresses() {}

    static Optional<UserId> user(String text) {
        try {
            return Optional.of(new UserId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<ConversationId> conversation(String text) {
        try {
            return Optional.of(new ConversationId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Halves of surrogate pairs cannot travel as UTF-8; they become U+FFFD, as everywhere.
    static String wellFormed(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            out.appendCodePoint(half ? 0xFFFD : point);
        });
        return out.toString();
    }
}
