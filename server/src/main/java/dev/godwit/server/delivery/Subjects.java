package dev.godwit.server.delivery;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.util.List;

/// Whom an entry of a group is about: they are told at once, also where the others only hear that there is
/// more.
final class Subjects {
    private Subjects() {}

    static List<UserId> of(Entry entry) {
        if (!Kinds.isGroupChange(entry.content().kind())) {
            return List.of();
        }
        try {
            return GroupChangeCodec.read(entry.content())
                    .map(change -> of(entry, change))
                    .orElse(List.of());
        } catch (BadFrameException fromAnotherVersion) {
            return List.of();
        }
    }

    private static List<UserId> of(Entry entry, GroupChange change) {
        return switch (change) {
            case GroupChange.Create create -> List.of(entry.from());
            case GroupChange.Add add -> add.users();
            case GroupChange.Remove remove -> List.of(remove.user());
            case GroupChange.Leave leave -> List.of(entry.from());
            case GroupChange.SetRole role -> List.of(role.user());
            case GroupChange.Join join -> List.of(entry.from());
            case GroupChange.Inherit inherit -> List.of(inherit.user());
            case GroupChange.SetTitle title -> List.of();
            case GroupChange.SetHistory history -> List.of();
            case GroupChange.MakeLink link -> List.of();
            case GroupChange.RevokeLink link -> List.of();
            case GroupChange.Scale scale -> List.of();
        };
    }
}
