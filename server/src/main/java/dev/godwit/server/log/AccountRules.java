package dev.godwit.server.log;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Relation.PresenceAudience;
import java.util.Optional;

/// What the settings of an account log mean to the server: it keeps whom the user knows and blocks and who may see
/// them,
/// not what they call anybody. All other settings are between the user's devices.
final class AccountRules {
    private AccountRules() {}

    static Ruling rule(AccountSetting setting, Occasion occasion) {
        String name = setting.name();
        if (name.startsWith(AccountSetting.BLOCK)) {
            return aboutSomebody(setting, AccountSetting.BLOCK, occasion);
        }
        if (name.startsWith(AccountSetting.CONTACT)) {
            return aboutSomebody(setting, AccountSetting.CONTACT, occasion);
        }
        if (name.equals(AccountSetting.PRESENCE_AUDIENCE)) {
            return setting.value().isPresent()
                            && PresenceAudience.fromWire(setting.value().get()).isEmpty()
                    ? Ruling.refused(Code.BAD_CONTENT, "'" + name + "' is 'everybody', 'contacts' or 'nobody'.")
                    : kept(name, setting.value(), occasion);
        }
        return Ruling.unchanged(occasion.state());
    }

    private static Ruling aboutSomebody(AccountSetting setting, String prefix, Occasion occasion) {
        UserId user;
        try {
            user = new UserId(setting.name().substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            return Ruling.refused(
                    Code.BAD_CONTENT, "Behind '" + prefix + "' stands the id of a user: " + e.getMessage() + ".");
        }
        if (prefix.equals(AccountSetting.BLOCK) && user.equals(occasion.actor())) {
            return Ruling.refused(Code.BAD_CONTENT, "You cannot block yourself.");
        }
        return kept(setting.name(), setting.value().map(value -> ""), occasion);
    }

    private static Ruling kept(String name, Optional<String> value, Occasion occasion) {
        var facts = occasion.state().facts();
        boolean isNew = value.isPresent() && !facts.containsKey(name);
        if (isNew && !name.equals(AccountSetting.PRESENCE_AUDIENCE) && facts.size() >= Limits.MAX_SETTINGS) {
            return Ruling.refused(
                    Code.TOO_LARGE,
                    "You have " + Limits.MAX_SETTINGS + " contacts and blocks, which is the most there can be.");
        }
        var draft = occasion.draft();
        return (value.isPresent() ? draft.fact(name, value.get()) : draft.forget(name)).allowed();
    }
}
