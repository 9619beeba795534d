package dev.godwit.client.core;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ServerFrame;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// "What changed?" on every connection, about once a minute, and when pushes were dropped; "compare everything"
/// when the digests differ.
final class Checks {
    static final long INTERVAL_MILLIS = 60_000;
    private static final int MAX_UNQUIET = 5;

    private enum Running {
        NONE,
        HELLO,
        CHECK,
        EXACT
    }

    private final Timelines timelines;
    private final Receipts receipts;
    private final RandomGenerator random;
    private Optional<String> mark;
    private Running running = Running.NONE;
    private final Set<ConversationId> mentioned = new HashSet<>();
    private boolean greeted;
    private boolean wanted;
    private boolean exactWanted;
    private long dueAt;
    private long nextExactAt = Long.MIN_VALUE;
    private boolean moved;
    private int unquiet;

    Checks(Optional<String> mark, Timelines timelines, Receipts receipts, RandomGenerator random) {
        this.mark = mark;
        this.timelines = timelines;
        this.receipts = receipts;
        this.random = random;
    }

    Optional<String> mark() {
        return mark;
    }

    void forgetMark() {
        mark = Optional.empty();
    }

    void greeting() {
        running = Running.HELLO;
        moved = false;
    }

    void connectionLost() {
        running = Running.NONE;
        greeted = false;
        wanted = false;
        // The server behind the next connection may be a restored one: nothing that was compared before counts.
        nextExactAt = Long.MIN_VALUE;
        unquiet = 0;
    }

    /// Whether everything that the server had when this connection began was mentioned.
    boolean greeted() {
        return greeted;
    }

    boolean isRunning() {
        return running != Running.NONE;
    }

    void want() {
        wanted = true;
    }

    void wantExact() {
        exactWanted = true;
    }

    /// A head moved while the digest may have been on its way.
    void moved() {
        moved = true;
    }

    void mentioned(ConversationId conversation) {
        mentioned.add(conversation);
    }

    void pump(Turn turn) {
        if (!greeted || isRunning()) {
            return;
        }
        if (exactWanted || wanted || turn.now() >= dueAt) {
            running = exactWanted ? Running.EXACT : Running.CHECK;
            if (exactWanted) {
                nextExactAt = turn.now() + INTERVAL_MILLIS;
            }
            exactWanted = false;
            wanted = false;
            moved = false;
            mentioned.clear();
            receipts.flush(turn);
            receipts.asked();
            turn.act(new Action.SendFrame(new ClientFrame.Check(running == Running.EXACT ? Optional.empty() : mark)));
        }
    }

    void current(Turn turn, ServerFrame.Current current, boolean sending) {
        Running was = running;
        running = Running.NONE;
        greeted = true;
        dueAt = turn.now() + INTERVAL_MILLIS - random.nextLong(INTERVAL_MILLIS / 10);
        if (was == Running.CHECK || was == Running.EXACT) {
            receipts.answered(turn);
        }
        timelines.unstick();
        if (!timelines.recovering().isEmpty()) {
            return;
        }
        mark = Optional.of(current.mark());
        turn.write(new StoreOp.SetMark(current.mark()));
        boolean quiet = !moved && !sending;
        if (!quiet && ++unquiet < MAX_UNQUIET) {
            return;
        }
        unquiet = 0;
        if (current.digest().equals(timelines.digest().toString())) {
            return;
        }
        if (was == Running.EXACT) {
            timelines.distrustAllBut(mentioned);
        } else if (turn.now() >= nextExactAt) {
            exactWanted = true;
        }
    }

    void wake(Turn turn) {
        if (greeted && !isRunning()) {
            turn.wakeBy(dueAt);
        }
    }
}
