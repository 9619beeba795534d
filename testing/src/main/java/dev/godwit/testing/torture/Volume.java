package dev.godwit.testing.torture;

import dev.godwit.testing.power.PowerCut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The data of one victim, over all its lives; some of them are at the risk of a power cut. For one thread
/// at a time.
final class Volume {
    private final Path plain;
    private final Optional<PowerCut> power;
    private boolean atRisk;

    /// @param place    an empty directory
    /// @param powerCut whether lives may be at risk: that needs a C compiler
    Volume(Path place, boolean powerCut) {
        this.plain = place.resolve("data");
        try {
            Files.createDirectories(place);
            power = powerCut ? Optional.of(new PowerCut(place)) : Optional.empty();
            if (!powerCut) {
                Files.createDirectories(plain);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenRun("interrupted", e);
        }
    }

    Path current() {
        return power.map(PowerCut::current).orElse(plain);
    }

    /// What the next life needs in its environment.
    Map<String, String> begin(boolean newAtRisk) {
        try {
            atRisk = newAtRisk && power.isPresent();
            return atRisk ? power.orElseThrow().environment() : Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAtRisk() {
        return atRisk;
    }

    /// From now on its disk refuses to flush, or no longer; for a life at risk.
    void failFlushes(boolean fail) {
        try {
            power.orElseThrow().failFlushes(fail);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its process is dead.
    ///
    /// @param powerCut whether what it had not flushed is gone
    void end(boolean powerCut) {
        if (!atRisk) {
            return;
        }
        atRisk = false;
        try {
            if (powerCut) {
                power.orElseThrow().swap();
            }
            power.orElseThrow().sweep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An older copy takes the place of what is there; between two lives.
    void replace(Path copy) {
        Leftovers.delete(current());
        copy(copy, current());
    }

    void copyTo(Path place) {
        copy(current(), place);
    }

    private static void copy(Path from, Path to) {
        Shell.run("cp", "-r", from.toString(), to.toString());
    }
}
