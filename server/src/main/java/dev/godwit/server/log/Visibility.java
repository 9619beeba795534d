package dev.godwit.server.log;

import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState.Stay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The one guard: which seqs of a conversation a user may see. Sync, push, receipts and whatever comes later all ask
/// here.
public final class Visibility {
    private final List<Stay> intervals;
    private final long head;

    private Visibility(List<Stay> intervals, long head) {
        this.intervals = intervals;
        this.head = head;
    }

    public static Visibility of(Head head, UserId user) {
        var stays =
                head.state().person(user).map(ConversationState.Person::stays).orElse(List.of());
        var joined = new ArrayList<Stay>(stays.size());
        for (Stay stay : stays) {
            if (stay.from() > head.seq()) {
                break;
            }
            if (!joined.isEmpty() && joined.getLast().to() + 1 == stay.from()) {
                joined.set(joined.size() - 1, new Stay(joined.getLast().from(), stay.to(), stay.end()));
            } else {
                joined.add(stay);
            }
        }
        return new Visibility(joined, head.seq());
    }

    /// Whether the conversation exists at all as far as this user is concerned.
    public boolean isEmpty() {
        return intervals.isEmpty();
    }

    /// Last seq that the user may see; 0 if there is none.
    public long head() {
        return intervals.isEmpty() ? 0 : Math.min(intervals.getLast().to(), head);
    }

    public boolean includes(long seq) {
        return intervals.stream().anyMatch(m -> m.from() <= seq && seq <= m.to());
    }

    /// The first visible stretch that ends at `seq` or later, cut to what lies at `seq` or later.
    Optional<Stretch> from(long seq) {
        return intervals.stream()
                .filter(m -> Math.min(m.to(), head) >= seq)
                .findFirst()
                .map(m -> new Stretch(Math.max(m.from(), seq), Math.min(m.to(), head)));
    }

    /// The last visible stretch that begins at `seq` or earlier, cut to what lies at `seq` or earlier.
    Optional<Stretch> upTo(long seq) {
        return intervals.reversed().stream()
                .filter(m -> m.from() <= seq)
                .findFirst()
                .map(m -> new Stretch(m.from(), Math.min(Math.min(m.to(), head), seq)));
    }

    record Stretch(long first, long last) {}
}
