package dev.godwit.server.store.rocks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.ConversationState.Person;
import dev.godwit.server.log.ConversationState.Stay;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// Heads as the format before this one kept them, with the members behind them in the same record. There
/// were only conversations of two and account logs, and nobody could leave. They are read as they are, and
/// become rows with the next change: so opening an old store costs nothing, however large it is.
final class FormerHead {
    static final byte VERSION = 1;
    private static final int USER_LENGTH = 27;

    private FormerHead() {}

    static boolean is(byte[] value) {
        return value[0] == VERSION;
    }

    static ConversationState state(byte[] value) {
        var in = ByteBuffer.wrap(value, HeadRecord.LENGTH, value.length - HeadRecord.LENGTH);
        var state = ConversationState.EMPTY;
        byte[] user = new byte[USER_LENGTH];
        while (in.hasRemaining()) {
            in.get(user);
            var stay = new Stay(in.getLong(), in.getLong(), 0);
            if (!stay.isOpen()) {
                throw new IllegalStateException("a member who left, in a format that knew of none");
            }
            state = state.with(
                    new UserId(new String(user, US_ASCII)), new Person(List.of(stay), Optional.of(Role.MEMBER), false));
        }
        return state;
    }
}
