package dev.godwit.testing.simulation;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `godwit simulate`.
@Command(
        name = "simulate",
        header = "Live through thousands of worlds in which everything fails, and check that nothing is lost.",
        description = {
            "Each seed is a world of its own: people with several devices, the real server core and the real client over "
                    + "a simulated network, clock and disk. It decides what people do, what breaks and when. In the end "
                    + "everything is mended, and a checker compares what everybody did and saw with what was promised "
                    + "(docs/guarantees.md).",
            "The same seed is the same world, on every machine."
        },
        footer = {
            "",
            "Examples:",
            "  godwit simulate                       a thousand seeds, on all processors",
            "  godwit simulate --seeds 100000        as many as an hour holds",
            "  godwit simulate --from 5000 --seeds 5 seeds 5000 to 5004",
            "  godwit simulate --seed 4711 | less    what happened in one of them, line by line",
            "",
            "Exit codes: 0 all promises held, 1 one did not, 2 wrong usage."
        },
        mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 1_024;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many seeds (default: ${DEFAULT-VALUE}).")
    private long seeds;

    @Option(
            names = "--from",
            paramLabel = "K",
            defaultValue = "0",
            description = "The first of them (default: ${DEFAULT-VALUE}).")
    private long from;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Live through this one alone, and print what happened: what users did, what went over the "
                    + "wire, what was stored and what broke.")
    private @Nullable Long seed;

    @Option(names = "--threads", paramLabel = "N", description = "How many at once (default: one for each processor).")
    private @Nullable Integer threads;

    @Option(
            names = "--plant",
            paramLabel = "FAULT",
            description = "Break one promise on purpose, to see that it is found out: ${COMPLETION-CANDIDATES}.")
    private @Nullable PlantedFault planted;

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("picocli says which command this is");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (seed != null) {
            return replay(out, seed);
        }
        if (seeds < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds must be at least 1.");
        }
        if (from > Long.MAX_VALUE - seeds) {
            throw new ParameterException(spec.commandLine(), "There are no so large seeds.");
        }
        int many = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (many < 1 || many > MOST_THREADS) {
            throw new ParameterException(spec.commandLine(), "--threads must be from 1 to " + MOST_THREADS + ".");
        }
        var progress = new Progress(spec.commandLine().getErr(), seeds, onTerminal());
        Seeds.Outcome outcome = new Seeds(from, seeds, progress::done, this::plant).run((int) Math.min(many, seeds));
        progress.end();
        Report.print(outcome, options(), out);
        return outcome.failed().isEmpty() ? 0 : 1;
    }

    private static boolean onTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    private String options() {
        return planted == null ? "" : "--plant " + planted + " ";
    }

    private Plant plant() {
        return planted == null ? new Plant() : planted.plant();
    }

    private int replay(PrintWriter out, long seed) {
        Verdict verdict = SeedRun.of(seed, true, plant());
        out.print(verdict.trace());
        out.println();
        Report.print(verdict, options(), out);
        out.flush();
        return verdict.isClean() ? 0 : 1;
    }
}
