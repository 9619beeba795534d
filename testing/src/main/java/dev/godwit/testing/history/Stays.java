package dev.godwit.testing.history;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who may see what of a group, as its log says: from the entry that took somebody in to the one by which they went,
/// both included; where the group had opened its past by then, also everything before.
final class Stays {
    private static final long OPEN = Long.MAX_VALUE;

    private record Stay(long from, long to) {}

    /// @param since seq from which these hold
    private record AsOf(long since, List<Stay> stays) {}

    private final Map<UserId, List<AsOf>> people = new LinkedHashMap<>();
    private History history = History.JOINED;
    private boolean wasLarge;

    /// To be told of every entry, in order.
    void follow(Entry entry) {
        if (!Kinds.isGroupChange(entry.content().kind())) {
            return;
        }
        Optional<GroupChange> change;
        try {
            change = GroupChangeCodec.read(entry.content());
        } catch (BadFrameException e) {
            return;
        }
        if (change.isPresent()) {
            follow(change.get(), entry);
        }
    }

    private void follow(GroupChange change, Entry entry) {
        switch (change) {
            case GroupChange.Create create -> {
                history = create.history();
                enter(entry.from(), entry.seq(), History.JOINED);
            }
            case GroupChange.Add add -> add.users().forEach(user -> enter(user, entry.seq(), history));
            case GroupChange.Join join -> enter(entry.from(), entry.seq(), history);
            case GroupChange.Remove remove -> leave(remove.user(), entry.seq());
            case GroupChange.Leave leave -> leave(entry.from(), entry.seq());
            case GroupChange.SetHistory set -> history = set.history();
            case GroupChange.Scale scale -> wasLarge |= scale.large();
            case GroupChange.SetRole s -> {}
            case GroupChange.SetTitle s -> {}
            case GroupChange.MakeLink m -> {}
            case GroupChange.RevokeLink r -> {}
            case GroupChange.Inherit i -> {}
        }
    }

    private void enter(UserId user, long seq, History open) {
        if (isMember(user)) {
            return;
        }
        var stays = new ArrayList<Stay>();
        if (open == History.JOINED) {
            stays.addAll(stays(user));
        } else if (seq > 1) {
            stays.add(new Stay(1, seq - 1));
        }
        stays.add(new Stay(seq, OPEN));
        people.computeIfAbsent(user, u -> new ArrayList<>()).add(new AsOf(seq, List.copyOf(stays)));
    }

    private void leave(UserId user, long seq) {
        if (isMember(user)) {
            var stays = new ArrayList<>(stays(user));
            stays.set(stays.size() - 1, new Stay(stays.getLast().from(), seq));
            people.computeIfAbsent(user, u -> new ArrayList<>()).add(new AsOf(seq, List.copyOf(stays)));
        }
    }

    private List<Stay> stays(UserId user) {
        List<AsOf> known = people.get(user);
        return known == null ? List.of() : known.getLast().stays();
    }

    boolean isMember(UserId user) {
        List<Stay> stays = stays(user);
        return !stays.isEmpty() && stays.getLast().to() == OPEN;
    }

    /// Seq of the entry that took somebody in who is a member.
    long since(UserId user) {
        return stays(user).getLast().from();
    }

    /// Everybody who ever was a member.
    Set<UserId> people() {
        return people.keySet();
    }

    boolean maySee(UserId user, long seq) {
        return contains(stays(user), seq);
    }

    /// Last seq that they may see, if the log went on for ever; 0 if there is none.
    long last(UserId user) {
        List<Stay> stays = stays(user);
        return stays.isEmpty() ? 0 : stays.getLast().to();
    }

    /// Number of the state of somebody's membership that held at this seq; -1 before they came.
    int state(UserId user, long asOf) {
        List<AsOf> known = people.getOrDefault(user, List.of());
        int state = known.size() - 1;
        while (state >= 0 && known.get(state).since() > asOf) {
            state--;
        }
        return state;
    }

    /// Whether they may see it while this [#state] holds.
    boolean maySee(UserId user, int state, long seq) {
        return state >= 0
                && contains(people.getOrDefault(user, List.of()).get(state).stays(), seq);
    }

    private static boolean contains(List<Stay> stays, long seq) {
        for (Stay stay : stays) {
            if (stay.from() <= seq && seq <= stay.to()) {
                return true;
            }
        }
        return false;
    }

    /// Whether it ever had so many members that nobody is told what has reached whom.
    boolean wasLarge() {
        return wasLarge;
    }
}
