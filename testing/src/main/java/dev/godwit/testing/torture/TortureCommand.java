package dev.godwit.testing.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./godwit torture`.
@Command(
        name = "torture",
        description = {
            "Runs a real server and real clients under load, kills them, cuts their power and their connections, fills"
                    + " their disks, and then looks whether every promise was kept.",
            "Best as root on Linux, in a container or a virtual machine: only then it can fill up disks and disturb"
                    + " packets. What it cannot do it says. It needs some 3 GiB of disk and of memory for 20 minutes."
        },
        footer = "Exit code: 0 all promises held, 1 one was broken, 2 the run itself broke.",
        mixinStandardHelpOptions = true)
public final class TortureCommand implements Callable<Integer> {
    private static final long LONGEST_END_MINUTES = 8;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--minutes", defaultValue = "5", paramLabel = "N", description = "How long (5).")
    private double minutes;

    @Option(names = "--seed", paramLabel = "N", description = "Repeats the troubles of an earlier run.")
    private @Nullable Long seed;

    @Option(
            names = "--clients",
            defaultValue = "" + Settings.CLIENTS,
            paramLabel = "N",
            description = "Client processes (4).")
    private int clients;

    @Option(
            names = "--senders",
            defaultValue = "" + Settings.SENDERS,
            paramLabel = "N",
            description = "Senders on the wire (8).")
    private int senders;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "KIND",
            description = "Only these troubles: ${COMPLETION-CANDIDATES}",
            completionCandidates = Words.class)
    private List<String> only = List.of();

    @Option(names = "--without", split = ",", paramLabel = "KIND", description = "All troubles but these.")
    private List<String> without = List.of();

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the report there too, as Markdown.")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--keep", paramLabel = "DIR", description = "Keeps all data and journals there.")
    private Optional<Path> keep = Optional.empty();

    /// For the help.
    static final class Words implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Trouble.words().iterator();
        }
    }

    @Override
    public Integer call() throws IOException {
        var settings = Settings.standard(
                        Duration.ofMillis((long) (minutes * 60_000)),
                        seed == null ? new Random().nextInt(1_000_000) : seed)
                .clients(clients)
                .troubles(troubles())
                .keep(keep);
        settings = settings.load(senders, settings.perSecond(), settings.actions());
        System.out.println("Torture with seed " + settings.seed() + " for " + minutes + " minutes");
        var torture = new Torture(settings, System.out);
        var done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            torture.stop();
            try {
                if (!done.await(LONGEST_END_MINUTES, TimeUnit.MINUTES)) {
                    System.err.println("It does not come to an end.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try {
            Report result = torture.run();
            System.out.println();
            System.out.println(result.markdown());
            if (report.isPresent()) {
                Files.writeString(report.get(), result.markdown());
            }
            return result.exitCode();
        } catch (BrokenRun e) {
            System.err.println(e.getMessage());
            return 2;
        } finally {
            done.countDown();
        }
    }

    private Set<Trouble> troubles() {
        try {
            Set<Trouble> all = only.isEmpty() ? EnumSet.allOf(Trouble.class) : EnumSet.copyOf(Trouble.named(only));
            all.removeAll(Trouble.named(without));
            if (all.isEmpty() || clients < 1 || senders < 2 || minutes <= 0) {
                throw new IllegalArgumentException("At least one trouble, one client, two senders, and some time.");
            }
            return all;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), e.getMessage(), e);
        }
    }
}
