package dev.godwit.server.log;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;

/// Who is writing, as the session proved it.
public record Author(UserId user, DeviceId device) {}
