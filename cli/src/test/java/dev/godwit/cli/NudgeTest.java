package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NudgeTest {
    @Test
    void isTakenOnceHoweverOftenItWasGiven(@TempDir Path profile) {
        assertFalse(Nudge.of(profile).take());
        Nudge.of(profile).give();
        Nudge.of(profile).give();
        assertTrue(Nudge.of(profile).take());
        assertFalse(Nudge.of(profile).take());
    }
}
