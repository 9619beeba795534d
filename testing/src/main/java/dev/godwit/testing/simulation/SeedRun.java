package dev.godwit.testing.simulation;

import dev.godwit.client.core.Status;
import dev.godwit.testing.history.Checker;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.Violation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One seed, from the first act to the verdict.
final class SeedRun {
    /// Far more than a seed needs; who gets there goes round in circles.
    private static final long MOST_STEPS = 3_000_000;
    /// What a tunnel, a dead connection and the longest pause between two attempts may take together.
    private static final long SETTLE_MILLIS = 600_000;
    /// What a restored server has lost is tried for a while before it fails, one behind the other.
    private static final long SETTLE_AFTER_RESTORE_MILLIS = 20_000_000;
    /// What was displaced may come back with somebody else's next look at the server.
    private static final long REST_MILLIS = 130_000;

    private static final long GLANCE_MILLIS = 1_000;

    private final World world;
    private final List<Violation> violations = new ArrayList<>();

    private SeedRun(World world) {
        this.world = world;
    }

    /// @param traced whether somebody is going to read what happened
    static Verdict of(long seed, boolean traced) {
        return of(seed, traced, new Plant());
    }

    /// @param plant breaks a promise on purpose, if any
    static Verdict of(long seed, boolean traced, Plant plant) {
        try (var world = new World(seed, traced, plant)) {
            var run = new SeedRun(world);
            try {
                run.live();
                run.settle();
                run.violations.addAll(Checker.check(world.history(), world.finale()));
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                run.violations.add(new Violation(Violation.Kind.CRASHED, trace(e)));
            }
            run.violations.forEach(violation -> world.trace().say("verdict", violation));
            run.count();
            return new Verdict(
                    seed,
                    run.violations,
                    world.tally(),
                    world.history().happenings(),
                    world.trace().toString());
        }
    }

    private static String trace(Throwable fault) {
        var text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void live() {
        world.scheduler().limit(MOST_STEPS);
        world.server().start();
        var nemesis = new Nemesis(world);
        var life = new Life(world);
        nemesis.begin();
        life.begin();
        for (Gadget gadget : world.gadgets()) {
            gadget.device().boot();
        }
        world.scheduler().pass(world.plan().millis());
        nemesis.end();
    }

    private void settle() {
        long most = world.plan().restores() ? SETTLE_AFTER_RESTORE_MILLIS : SETTLE_MILLIS;
        boolean settled = settled(most);
        world.scheduler().pass(REST_MILLIS);
        settled &= settled(most);
        if (!settled) {
            violations.add(new Violation(Violation.Kind.STUCK, stand()));
        }
    }

    /// Everybody has nothing left to do, or the time is over.
    private boolean settled(long millis) {
        long until = world.scheduler().millis() + millis;
        boolean settled = false;
        while (!settled && world.scheduler().millis() < until) {
            world.gadgets().forEach(gadget -> gadget.device().finish());
            world.scheduler().pass(GLANCE_MILLIS);
            settled = world.gadgets().stream()
                    .allMatch(gadget ->
                            gadget.device().isUp() && gadget.device().status().settled());
        }
        return settled;
    }

    private String stand() {
        var words = new StringBuilder("not everybody came to rest:");
        for (Gadget gadget : world.gadgets()) {
            Status status = gadget.device().status();
            if (!status.settled() || !gadget.device().isUp()) {
                words.append(' ').append(gadget).append(' ').append(status).append(" waits: ");
                words.append(gadget.device().view().waiting()).append(';');
            }
        }
        return words.toString();
    }

    private void count() {
        long written = 0;
        Set<Long> acked = new HashSet<>();
        Set<Long> refused = new HashSet<>();
        for (Happening happening : world.history().happenings()) {
            if (happening instanceof Happening.Wrote) {
                written++;
            } else if (happening instanceof Happening.Acked ack) {
                acked.add(ack.number());
            } else if (happening instanceof Happening.Refused no) {
                refused.add(no.number());
            }
        }
        Tally tally = world.tally();
        tally.population(world.people().size(), world.gadgets().size());
        tally.messages(written, acked.size(), refused.size());
        tally.steps(world.scheduler().steps());
    }
}
