package dev.godwit.server.log;

import static dev.godwit.protocol.AccountSetting.BLOCK;
import static dev.godwit.protocol.AccountSetting.CONTACT;
import static dev.godwit.protocol.AccountSetting.PRESENCE_AUDIENCE;

import dev.godwit.protocol.UserId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How one user stands to others, as their account log says.
///
/// @param account state of the account log
public record Relation(ConversationState account) {
    /// Nothing said: no contacts, no blocks.
    public static final Relation NONE = new Relation(ConversationState.EMPTY);

    /// Who may see the user's presence.
    public enum PresenceAudience {
        EVERYBODY,
        CONTACTS,
        NOBODY;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<PresenceAudience> fromWire(String wire) {
            return Arrays.stream(values())
                    .filter(each -> each.wire().equals(wire))
                    .findFirst();
        }
    }

    /// Whether the user takes nothing from the other one, and is not to be seen by them.
    public boolean blocks(UserId other) {
        return account.facts().containsKey(BLOCK + other.value());
    }

    /// Whether the other one is among the user's contacts.
    public boolean knows(UserId other) {
        return account.facts().containsKey(CONTACT + other.value());
    }

    public PresenceAudience audience() {
        return account.fact(PRESENCE_AUDIENCE)
                .flatMap(PresenceAudience::fromWire)
                .orElse(PresenceAudience.EVERYBODY);
    }
}
