package dev.godwit.client.sdk;

import dev.godwit.client.sqlite.AccountWrites;
import dev.godwit.client.sqlite.Views;
import dev.godwit.client.view.Contact;
import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.PresenceState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// What is the user's own on all their devices: contacts, blocks, mutes, drafts, who may see them. Each
/// change is one local transaction, and an entry of the account log that goes out by itself.
public final class Contacts {
    /// Who may see whether the user is there.
    public enum Audience {
        EVERYBODY,
        CONTACTS,
        NOBODY
    }

    private final LocalProfile local;
    private final Runnable written;

    /// @param written called after each change
    Contacts(LocalProfile local, Runnable written) {
        this.local = local;
        this.written = written;
    }

    private void change(Consumer<AccountWrites> work) {
        local.writeAccount(writes -> {
            work.accept(writes);
            return true;
        });
        written.run();
    }

    private static Optional<Audience> audience(String value) {
        for (Audience audience : Audience.values()) {
            if (audience.name().equalsIgnoreCase(value)) {
                return Optional.of(audience);
            }
        }
        return Optional.empty();
    }

    /// Contacts and blocked people, by name.
    public List<Contact> all() {
        return local.read(Views::contacts);
    }

    /// @param nick what the user calls them; empty text for nothing
    public void add(String person, String nick) {
        change(writes -> writes.addContact(person, nick));
    }

    public void remove(String person) {
        change(writes -> writes.removeContact(person));
    }

    /// From then on the server takes nothing from them for this user, and shows them nothing of this user.
    public void block(String person) {
        change(writes -> writes.block(person));
    }

    public void unblock(String person) {
        change(writes -> writes.unblock(person));
    }

    /// @param until empty for ever
    public void mute(long conversation, Optional<Instant> until) {
        change(writes -> writes.mute(conversation, until));
    }

    public void unmute(long conversation) {
        change(writes -> writes.unmute(conversation));
    }

    /// What stands in the compose line, unsent; empty text when there is nothing. Call it when the user
    /// pauses, not at every key.
    public void saveDraft(long conversation, String text) {
        change(writes -> writes.saveDraft(conversation, text));
    }

    /// Takes up the conversation that a stranger began, without writing anything.
    public void accept(long conversation) {
        change(writes -> writes.accept(conversation));
    }

    public Audience presenceAudience() {
        Optional<String> value = local.read(views -> views.setting(AccountSetting.PRESENCE_AUDIENCE));
        return value.flatMap(Contacts::audience).orElse(Audience.EVERYBODY);
    }

    public void setPresenceAudience(Audience audience) {
        Optional<String> value = Optional.of(audience.name().toLowerCase(Locale.ROOT));
        change(writes -> writes.set(AccountSetting.PRESENCE_AUDIENCE, value));
    }

    public boolean isBusy() {
        return local.read(views -> views.setting(AccountSetting.PRESENCE_STATUS))
                .equals(Optional.of(PresenceState.BUSY.wire()));
    }

    /// Shown by all the user's devices until it is taken back.
    public void setBusy(boolean busy) {
        Optional<String> value = busy ? Optional.of(PresenceState.BUSY.wire()) : Optional.empty();
        change(writes -> writes.set(AccountSetting.PRESENCE_STATUS, value));
    }
}
