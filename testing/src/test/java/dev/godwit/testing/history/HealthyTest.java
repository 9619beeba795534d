package dev.godwit.testing.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Nothing is found where nothing is wrong.
class HealthyTest {
    static List<Violation> check(Tale tale, Finale finale) {
        var history = new History(true);
        tale.happenings.forEach(history::add);
        return Checker.check(history, finale);
    }

    @Test
    void aHealthyHistoryOfThreePeopleHasNoViolation() {
        var story = new HealthyStory();
        assertEquals(List.of(), check(story.tale, story.tale.finale()));
    }
}
