package dev.godwit.server.delivery;

/// @param window    how many sends of a session may be un-acked at once
/// @param strangers whether anybody may make an account here, so that a 1:1 from an unknown person is a
///   request
public record DeliverySettings(int window, boolean strangers) {}
