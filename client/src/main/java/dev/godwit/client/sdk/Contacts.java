package dev.godwit.client.sdk;

import dev.godwit.client.view.Contact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is the user's own on all their devices: contacts, blocks, mutes, drafts, who may see them. Each change is one
/// local transaction, and an entry of the account log that goes out by itself.
@SuppressWarnings("DoNotCallSuggester")
public final class Contacts {
    /// Who may see whether the user is there.
    public enum Audience {
        EVERYBODY,
        CONTACTS,
        NOBODY
    }

    /// Contacts and blocked people, by name.
    public List<Contact> all() {
        throw new UnsupportedOperationException("being built");
    }

    /// @param nick what the user calls them; empty text for nothing
    public void add(String person, String nick) {
        throw new UnsupportedOperationException("being built");
    }

    public void remove(String person) {
        throw new UnsupportedOperationException("being built");
    }

    /// From then on the server takes nothing from them for this user, and shows them nothing of this user.
    public void block(String person) {
        throw new UnsupportedOperationException("being built");
    }

    public void unblock(String person) {
        throw new UnsupportedOperationException("being built");
    }

    /// @param until empty for ever
    public void mute(long conversation, Optional<Instant> until) {
        throw new UnsupportedOperationException("being built");
    }

    public void unmute(long conversation) {
        throw new UnsupportedOperationException("being built");
    }

    /// What stands in the compose line, unsent; empty text when there is nothing. Call it when the user pauses, not at
    /// every key.
    public void saveDraft(long conversation, String text) {
        throw new UnsupportedOperationException("being built");
    }

    /// Takes up the conversation that a stranger began, without writing anything.
    public void accept(long conversation) {
        throw new UnsupportedOperationException("being built");
    }

    public Audience presenceAudience() {
        throw new UnsupportedOperationException("being built");
    }

    public void setPresenceAudience(Audience audience) {
        throw new UnsupportedOperationException("being built");
    }

    public boolean isBusy() {
        throw new UnsupportedOperationException("being built");
    }

    /// Shown by all the user's devices until it is taken back.
    public void setBusy(boolean busy) {
        throw new UnsupportedOperationException("being built");
    }
}
