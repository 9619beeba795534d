package dev.godwit.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.godwit.testing.history.Violation.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A check that cannot fail is no check: each promise is broken once on purpose, and must be found out.
class PlantedFaultsTest {
    private static final int SEEDS = 200;

    /// What it breaks, and so what it must be found out by.
    private static Kind breaks(PlantedFault fault) {
        return switch (fault) {
            case ACK_BEFORE_SYNC -> Kind.LOST_AFTER_ACK;
            case FORGET_DEDUP_AFTER_RESTART -> Kind.DUPLICATED;
            case SKIP_A_SEQ, LOSE_LAST_PUSH_UNNOTICED -> Kind.NOT_CONVERGED;
            case DROP_OUTBOX_ENTRY_ON_CRASH -> Kind.LOST_BEFORE_ACK;
            case IGNORE_AFTER -> Kind.NOT_FIFO;
            case READ_PAST_A_HOLE -> Kind.CLAIMED_WITHOUT_HAVING;
            case DELIVER_TO_REMOVED_MEMBER -> Kind.SEEN_BY_STRANGER;
        };
    }

    @ParameterizedTest
    @EnumSource(PlantedFault.class)
    void isFoundOutByWhatItBreaks(PlantedFault fault) {
        for (int seed = 0; seed < SEEDS; seed++) {
            boolean found = SeedRun.of(seed, false, fault.plant()).violations().stream()
                    .anyMatch(violation -> violation.kind() == breaks(fault));
            if (found) {
                System.out.println(fault + ": found out after " + (seed + 1) + " seeds, as " + breaks(fault));
                assertEquals(List.of(), SeedRun.of(seed, false).violations(), "the same seed without it");
                return;
            }
        }
        fail(fault + " was not found out by " + SEEDS + " seeds");
    }
}
