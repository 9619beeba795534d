package dev.godwit.client.sdk;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import java.net.URI;

/// Whose profile this is.
///
/// @param signedIn whether there is a session; without one everything local still works
public record Account(URI server, UserId user, String name, DeviceId device, boolean administrator, boolean signedIn) {}
