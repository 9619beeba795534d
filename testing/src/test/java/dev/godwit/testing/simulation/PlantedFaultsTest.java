package dev.godwit.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testing.history.Violation.Kind;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A check that cannot fail is no check: each promise is broken once on purpose, and must be found out.
class PlantedFaultsTest {
    private static final int SEEDS = 200;

    @ParameterizedTest
    @EnumSource(PlantedFault.class)
    void isFoundOut(PlantedFault fault) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Set<Kind> kinds = EnumSet.noneOf(Kind.class);
            SeedRun.of(seed, false, fault.plant()).violations().forEach(violation -> kinds.add(violation.kind()));
            // What breaks the simulation itself is not found out by the checker.
            kinds.remove(Kind.CRASHED);
            if (!kinds.isEmpty() && SeedRun.of(seed, false).isClean()) {
                System.out.println(fault + ": found out by seed " + seed + ", number " + (seed + 1) + ", as " + kinds);
                return;
            }
        }
        assertTrue(false, fault + " was not found out by " + SEEDS + " seeds");
    }
}
