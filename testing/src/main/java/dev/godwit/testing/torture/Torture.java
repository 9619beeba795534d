package dev.godwit.testing.torture;

import dev.godwit.server.app.GodwitServer;
import dev.godwit.testing.history.History;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One run, from nothing to the report. Leaves nothing behind but, if there was a violation or it was asked
/// for, the directory with everything in it.
public final class Torture {
    /// Below this much free room a run begins nothing new.
    static final long LEAST_FREE_MEBIBYTES = 2_048;

    private static final Path HOME =
            Path.of(System.getProperty("java.io.tmpdir")).resolve("godwit-torture-" + System.getProperty("user.name"));
    private static final Duration SETTLE = Duration.ofMinutes(3);

    private final Settings settings;
    private final PrintStream out;
    private final Tally tally = new Tally();
    private final long begun = System.nanoTime();
    private volatile boolean interrupted;
    private volatile Optional<Nemesis> nemesis = Optional.empty();
    private Duration raged = Duration.ZERO;

    Torture(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /// Ends it before its time, in good order.
    void stop() {
        interrupted = true;
        nemesis.ifPresent(Nemesis::stop);
    }

    Report run() {
        Leftovers.sweep(HOME).forEach(each -> out.println("Taken away, left by an earlier run: " + each));
        var leftovers = new Leftovers(HOME);
        Path scratch = scratch(leftovers);
        boolean keep = settings.keep().isPresent();
        try {
            Report report = run(scratch, leftovers);
            keep |= report.exitCode() != 0;
            return report;
        } finally {
            if (keep) {
                leftovers.keep(scratch);
                out.println("Everything is kept in " + scratch);
            }
            leftovers.clear();
        }
    }

    private Path scratch(Leftovers leftovers) {
        try {
            Path place = settings.keep().isPresent()
                    ? Files.createDirectories(settings.keep().get())
                    : Path.of(System.getProperty("java.io.tmpdir"));
            Path scratch = Files.createTempDirectory(place.toAbsolutePath(), "godwit-torture-");
            leftovers.directory(scratch);
            return scratch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Report run(Path scratch, Leftovers leftovers) {
        var machine = Machine.explore(scratch, leftovers);
        var notRun = new EnumMap<Trouble, String>(Trouble.class);
        notRun.putAll(machine.impossible());
        notRun.keySet().retainAll(settings.troubles());
        Set<Trouble> possible = EnumSet.copyOf(settings.troubles());
        possible.removeAll(notRun.keySet());
        if (possible.contains(Trouble.FULL_SERVER) && machine.disk() == Disk.Kind.PLAIN) {
            notRun.put(
                    Trouble.FULL_SERVER, "no file system of our own can be mounted; run with a huge reserve instead");
        }
        notRun.forEach((trouble, why) -> out.println("NOT RUN: " + trouble.word() + ": " + why));
        Settings real = settings.troubles(possible);
        var history = new History(false);
        var violations = new ArrayList<String>();
        Optional<String> broken = Optional.empty();
        var traffic = Report.Traffic.NONE;
        // So that an interrupt on the terminal reaches this process only.
        List<String> prefix = Shell.has("setsid", "true") ? List.of("setsid") : List.of();
        try (var cast = new Cast(real, machine, scratch, prefix, leftovers)) {
            traffic = rage(cast, real, history, violations);
        } catch (EndedByItself e) {
            violations.add(e.getMessage());
        } catch (BrokenRun | UncheckedIOException | AssertionError e) {
            broken = Optional.of(String.valueOf(e.getMessage()));
            e.printStackTrace(out);
        }
        return new Report(
                "Godwit " + GodwitServer.VERSION,
                Machine.describe() + ", data on " + fileSystem(machine),
                settings,
                raged,
                Duration.ofNanos(System.nanoTime() - begun),
                interrupted,
                settings.troubles(),
                tally.counts(),
                Map.copyOf(notRun),
                traffic,
                violations,
                broken);
    }

    private static String fileSystem(Machine machine) {
        return switch (machine.disk()) {
            case LOOP -> "ext4";
            case MEMORY -> "tmpfs";
            case PLAIN -> "the machine's file system";
        };
    }

    private Report.Traffic rage(Cast cast, Settings real, History history, List<String> violations) {
        var schedule =
                new Schedule(real.seed(), real.troubles(), real.pause(), real.betweenRestores(), real.betweenRests());
        var own = new Nemesis(cast, schedule, history, tally);
        nemesis = Optional.of(own);
        if (interrupted) {
            own.stop();
        }
        long from = System.nanoTime();
        try (var line = new ProgressLine(cast, tally, out, real.duration(), own::stop)) {
            own.rage(real.duration());
            raged = Duration.ofNanos(System.nanoTime() - from);
            line.say("everything is mended; waiting until everybody has settled");
        } finally {
            raged = raged.isZero() ? Duration.ofNanos(System.nanoTime() - from) : raged;
        }
        cast.clients().forEach(ClientVictim::rest);
        var clients = cast.clients().stream().map(ClientVictim::process).toList();
        var collected = Collected.from(history, cast.server().port(), cast.people(), clients, cast.load(), SETTLE);
        violations.addAll(cast.load().faults());
        long repeats = cast.load().repeatsAnswered();
        long refusals = cast.load().refusals();
        out.println("collected; checking");
        violations.addAll(Report.words(collected.check()));
        return Report.Traffic.of(collected.history(), repeats, refusals);
    }
}
