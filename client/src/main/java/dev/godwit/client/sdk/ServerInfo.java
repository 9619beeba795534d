package dev.godwit.client.sdk;

/// What a server says about itself to anybody.
///
/// @param protocol     version of the wire protocol
/// @param registration `invitation` or `open`
/// @param empty        whether the first account is still to be made
public record ServerInfo(String name, String version, int protocol, String registration, boolean empty) {}
