package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHoldTest {
    @Test
    void onlyOneHasItAndTheNextGetsItAfterwards(@TempDir Path directory) {
        var file = directory.resolve("lock");
        try (var first = FileHold.tryTake(file);
                var second = FileHold.tryTake(file)) {
            assertTrue(first.isHeld());
            assertFalse(second.isHeld());
        }
        try (var third = FileHold.tryTake(file)) {
            assertTrue(third.isHeld());
        }
    }

    @Test
    void aDirectoryThatIsGoneHoldsNothing(@TempDir Path directory) {
        try (var hold = FileHold.tryTake(directory.resolve("missing").resolve("lock"))) {
            assertFalse(hold.isHeld());
        }
    }
}
