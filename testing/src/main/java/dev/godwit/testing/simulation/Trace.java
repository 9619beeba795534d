package dev.godwit.testing.simulation;

import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What happened, one line each, for whoever wants to know how a seed came to fail. Costs nothing while nobody does.
public final class Trace {
    private final LongSupplier micros;
    private final @Nullable StringBuilder lines;

    private Trace(LongSupplier micros, @Nullable StringBuilder lines) {
        this.micros = micros;
        this.lines = lines;
    }

    public static Trace off() {
        return new Trace(() -> 0, null);
    }

    /// @param micros the world's time
    public static Trace on(LongSupplier micros) {
        return new Trace(micros, new StringBuilder());
    }

    public boolean isOn() {
        return lines != null;
    }

    /// @param who   such as `server` or `alice/2`
    /// @param parts written one behind the other, with spaces, if anybody reads it
    public void say(String who, Object... parts) {
        if (lines != null) {
            long now = micros.getAsLong();
            lines.append(String.format(Locale.ROOT, "%7d.%06d  %-9s", now / 1_000_000, now % 1_000_000, who));
            for (Object part : parts) {
                lines.append(' ').append(part);
            }
            lines.append('\n');
        }
    }

    @Override
    public String toString() {
        return lines == null ? "" : lines.toString();
    }
}
