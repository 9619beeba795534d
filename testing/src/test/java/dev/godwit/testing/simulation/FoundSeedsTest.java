package dev.godwit.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Seeds that failed once, by the name of what was wrong. When the simulation learns something new, a seed becomes
/// another world: so each of these bugs has a test beside the code, too.
class FoundSeedsTest {
    @ParameterizedTest
    @ValueSource(longs = 529)
    void ackThatCameDuringAComparisonWasForgottenWhenTheServerWentBackOnceMore(long seed) {
        isClean(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {559, 819, 1319, 11_259})
    void receiptsOfTheLogBeforeARestoreWereClaimedOfTheOneAfterIt(long seed) {
        isClean(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {560, 870, 911, 1188, 1348})
    void messageToANameOvertookThoseThatWaitedForItsLookup(long seed) {
        isClean(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = 10_355)
    void whatHadBeenHiddenWasNotFetchedByWhoJoinedAgain(long seed) {
        isClean(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {110_069, 118_541, 172_311})
    void whoWasTakenInTookThoseWhoCameLaterForEverybody(long seed) {
        isClean(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = 124_229)
    void messageFailedWhereNobodyKnewYetWithWhomItsConversationIs(long seed) {
        isClean(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = 168_409)
    void messageThatWasLostGotANewIdWhenItWasEdited(long seed) {
        isClean(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = 150_069)
    void entryWithItsOldSeqAndTimeVouchedForOthersBelowIt(long seed) {
        isClean(seed);
    }

    /// A fault of the checker.
    @ParameterizedTest
    @ValueSource(longs = {105_039, 108_879, 198_929})
    void receiptThatARestoredServerHasLostWasTakenForUntrue(long seed) {
        isClean(seed);
    }

    private static void isClean(long seed) {
        assertEquals(List.of(), SeedRun.of(seed, false).violations());
    }
}
