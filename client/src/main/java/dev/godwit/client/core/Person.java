package dev.godwit.client.core;

import dev.godwit.protocol.UserId;

public record Person(UserId id, String name) {}
