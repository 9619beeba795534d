package dev.godwit.testing.harness;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;

/// Somebody who is signed in.
public record Person(String name, String password, UserId user, DeviceId device, String session, String token) {
    public ConversationId with(Person other) {
        return ConversationId.direct(user, other.user());
    }
}
