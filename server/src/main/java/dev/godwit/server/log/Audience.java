package dev.godwit.server.log;

import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.util.HashSet;
import java.util.Set;

/// Who is to be told of a commit by name. What of it each of them may see says [Visibility].
public final class Audience {
    private Audience() {}

    /// The members, and whoever the commit made or unmade one. Of a large group only the latter: its members find out
    /// by looking, and nobody goes through all of them for one post; but that it has become large, or small again,
    /// everybody is told. Whoever had left before is not in it.
    public static Set<UserId> of(Commit commit) {
        var state = commit.head().state();
        if (new Group(state).isLarge() && !changesScale(commit)) {
            return commit.touched().people();
        }
        var audience = new HashSet<>(commit.touched().people());
        state.people().forEach((user, person) -> {
            if (person.isMember()) {
                audience.add(user);
            }
        });
        return audience;
    }

    /// Whether the group became large, or small again, by this commit.
    public static boolean changesScale(Commit commit) {
        return commit.entries().stream()
                .anyMatch(entry -> entry.content().kind().equals(Kinds.SYS_SCALE));
    }
}
