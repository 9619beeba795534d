package dev.godwit.client.sqlite;

import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Says what a change of a group does.
final class Wording {
    private final Names names;

    Wording(Names names) {
        this.names = names;
    }

    String of(UserId sender, GroupChange change) throws SQLException {
        String who = capital(names.inWords(sender));
        return switch (change) {
            case GroupChange.Create create -> who + " made the group: " + create.title();
            case GroupChange.Add add -> who + " added " + people(add.users());
            case GroupChange.Remove remove -> who + " removed " + names.inWords(remove.user());
            case GroupChange.Leave leave -> who + " left";
            case GroupChange.SetRole set -> who + " made " + names.inWords(set.user()) + ' ' + role(set.role());
            case GroupChange.SetTitle set -> "Title: " + set.title();
            case GroupChange.SetHistory set ->
                set.history() == History.ALL
                        ? "Newcomers can read everything from now on"
                        : "Newcomers can read what comes after them from now on";
            case GroupChange.Join join -> who + " joined by a link";
            case GroupChange.MakeLink make -> who + " made a link";
            case GroupChange.RevokeLink revoke -> who + " took back a link";
            case GroupChange.Inherit inherit -> capital(names.inWords(inherit.user())) + " now owns the group";
            case GroupChange.Scale scale -> scale.large() ? "The group is large now" : "The group is small again";
        };
    }

    private static String role(Role role) {
        return switch (role) {
            case OWNER -> "an owner";
            case ADMIN -> "an admin";
            case MEMBER -> "a member";
        };
    }

    private String people(List<UserId> users) throws SQLException {
        var words = new ArrayList<String>();
        for (UserId user : users) {
            words.add(names.inWords(user));
        }
        String last = words.removeLast();
        return words.isEmpty() ? last : String.join(", ", words) + " and " + last;
    }

    /// A user's name stays as it is; only "you" and "somebody" begin a sentence.
    private static String capital(String who) {
        return who.equals("you") ? "You" : who.equals("somebody") ? "Somebody" : who;
    }
}
