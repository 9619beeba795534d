package dev.godwit.server.log;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Expect;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.Kinds;
import java.util.Optional;

/// What a content is to the log that it is sent to.
sealed interface Meaning {
    /// Something between the members; its body is not the server's business.
    record Plain() implements Meaning {}

    record Acceptance() implements Meaning {}

    record Grouping(GroupChange change) implements Meaning {}

    record Setting(AccountSetting setting) implements Meaning {}

    /// It cannot stand in such a log.
    record Broken(Code code, String message) implements Meaning {
        Broken(String message) {
            this(Code.BAD_CONTENT, message);
        }

        Ruling refused() {
            return Ruling.refused(code, message);
        }
    }

    static Meaning of(Content content, ConversationType type) {
        try {
            return switch (type) {
                case DIRECT -> inDirect(content);
                case GROUP -> inGroup(content);
                case ACCOUNT -> inAccount(content);
            };
        } catch (BadFrameException e) {
            var code = e.code() == Code.TOO_LARGE ? Code.TOO_LARGE : Code.BAD_CONTENT;
            return new Broken(code, "The body of '" + content.kind() + "' is not right. " + e.getMessage());
        }
    }

    private static Meaning inDirect(Content content) {
        return switch (content.kind()) {
            case Kinds.ACCEPT -> new Acceptance();
            case Kinds.SETTING -> new Broken("Settings stand in the account log only.");
            case String kind
            when Kinds.isGroupChange(kind) -> new Broken("Entries '" + kind + "' are for groups only.");
            default -> new Plain();
        };
    }

    private static Meaning inGroup(Content content) throws BadFrameException {
        if (Kinds.isGroupChange(content.kind())) {
            var change = GroupChangeCodec.read(content);
            if (change.isEmpty()) {
                return new Broken("This server does not know entries '" + content.kind() + "'.");
            }
            if (content.target().isPresent()) {
                return new Broken("Entries '" + content.kind() + "' have no target.");
            }
            boolean isTitle = change.get() instanceof GroupChange.SetTitle;
            if (isTitle != namesTitle(content) || (!isTitle && content.expect().isPresent())) {
                return new Broken("A new title, and no other change of a group, expects a version of '"
                        + GroupChangeCodec.TITLE_REGISTER + "'.");
            }
            return new Grouping(change.get());
        }
        return switch (content.kind()) {
            case Kinds.ACCEPT -> new Broken("Only a conversation of two can be accepted.");
            case Kinds.SETTING -> new Broken("Settings stand in the account log only.");
            // Else any member could make every new title stale.
            default ->
                namesTitle(content)
                        ? new Broken("Only '" + Kinds.GROUP_TITLE + "' expects something of the title.")
                        : new Plain();
        };
    }

    private static boolean namesTitle(Content content) {
        return content.expect().map(Expect::register).equals(Optional.of(GroupChangeCodec.TITLE_REGISTER));
    }

    private static Meaning inAccount(Content content) throws BadFrameException {
        return AccountSetting.read(content)
                .<Meaning>map(Setting::new)
                .orElseGet(() -> new Broken("An account log has settings only."));
    }
}
