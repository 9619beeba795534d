package dev.godwit.client.sqlite;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one entry says of one thing in a group.
///
/// @param subject a user id, or one of the constants here
record GroupFact(String subject, long seq, String what, String value) {
    static final String TITLE = "title";
    static final String TITLE_VERSION = "title.version";
    static final String HISTORY = "history";
    static final String LARGE = "large";
    static final String LINK = "link:";

    // What happens to a person.
    static final String IN = "in";
    static final String OUT = "out";
    static final String ROLE = "role";

    // What happens to a title: a version is what the next one must name.
    static final String SET = "set";
    static final String VERSION = "version";

    // What happens to a link.
    static final String MADE = "made";
    static final String USED = "used";
    static final String REVOKED = "revoked";

    /// Empty where the content cannot be read: the server would not have taken it.
    static Optional<GroupChange> change(Content content) {
        try {
            return GroupChangeCodec.read(content);
        } catch (BadFrameException e) {
            return Optional.empty();
        }
    }

    static List<GroupFact> of(long seq, UserId sender, Content content) {
        var out = new ArrayList<GroupFact>();
        change(content).ifPresent(change -> collect(out, seq, sender, content, change));
        return out;
    }

    private static void collect(List<GroupFact> out, long seq, UserId sender, Content content, GroupChange change) {
        switch (change) {
            case GroupChange.Create create -> {
                out.add(new GroupFact(TITLE, seq, SET, create.title()));
                out.add(new GroupFact(HISTORY, seq, SET, create.history().wire()));
                out.add(new GroupFact(sender.value(), seq, IN, Role.OWNER.wire()));
            }
            case GroupChange.Add add ->
                add.users().stream()
                        .distinct()
                        .forEach(user -> out.add(new GroupFact(user.value(), seq, IN, Role.MEMBER.wire())));
            case GroupChange.Remove remove ->
                out.add(new GroupFact(remove.user().value(), seq, OUT, ""));
            case GroupChange.Leave leave -> out.add(new GroupFact(sender.value(), seq, OUT, ""));
            case GroupChange.SetRole set ->
                out.add(new GroupFact(set.user().value(), seq, ROLE, set.role().wire()));
            case GroupChange.SetTitle set ->
                out.add(new GroupFact(TITLE, seq, content.expect().isPresent() ? VERSION : SET, set.title()));
            case GroupChange.SetHistory set ->
                out.add(new GroupFact(HISTORY, seq, SET, set.history().wire()));
            case GroupChange.MakeLink make ->
                out.add(new GroupFact(LINK + make.link().code(), seq, MADE, value(make.link())));
            case GroupChange.RevokeLink revoke -> out.add(new GroupFact(LINK + revoke.code(), seq, REVOKED, ""));
            case GroupChange.Join join -> {
                out.add(new GroupFact(sender.value(), seq, IN, Role.MEMBER.wire()));
                out.add(new GroupFact(LINK + join.code(), seq, USED, ""));
            }
            case GroupChange.Inherit inherit ->
                out.add(new GroupFact(inherit.user().value(), seq, ROLE, Role.OWNER.wire()));
            case GroupChange.Scale scale -> out.add(new GroupFact(LARGE, seq, SET, scale.large() ? "1" : "0"));
        }
    }

    static String value(GroupLink link) {
        return link.uses() + " " + link.until();
    }
}
