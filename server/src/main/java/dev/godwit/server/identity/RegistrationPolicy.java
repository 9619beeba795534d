package dev.godwit.server.identity;

/// Who may make an account.
public enum RegistrationPolicy {
    INVITATION,
    OPEN
}
