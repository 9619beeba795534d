package dev.godwit.testing.torture;

import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import dev.godwit.testing.history.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a run was, what was done to everybody, and whether the guarantees held; for people.
///
/// @param raged   how long there were troubles
/// @param took    with start, settling and checking
/// @param asked   which troubles were to come
/// @param counts  how often each came
/// @param notRun  what was asked for and this machine cannot do, or not all of it, and why
/// @param broken  why nothing can be said, if so
record Report(
        String version,
        String machine,
        Settings settings,
        Duration raged,
        Duration took,
        boolean interrupted,
        Set<Trouble> asked,
        Map<Trouble, Integer> counts,
        Map<Trouble, String> notRun,
        Traffic traffic,
        List<String> violations,
        Optional<String> broken) {
    private static final int MOST_SHOWN = 50;

    /// @param acked    messages that were shown as sent by a device of the SDK, or read as `sent` on the wire
    /// @param ackedSdk those of the SDK among them
    /// @param received entries that came to a device's database for the first time, or to a reader on the
    ///   wire
    /// @param repeats  sends of what was acked already, each answered as the first time
    /// @param refusals of the server on the way, each followed by another attempt
    record Traffic(long written, long acked, long ackedSdk, long received, long repeats, long refusals) {
        static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0);

        /// A message counts once, however often it was acked: after a restore it is acked again.
        static Traffic of(History history, long repeats, long refusals) {
            long written = 0;
            long received = 0;
            var acked = new DistinctNumbers();
            var ackedSdk = new DistinctNumbers();
            for (Happening each : history.happenings()) {
                switch (each) {
                    case Happening.Wrote wrote -> written++;
                    case Happening.Acked one -> {
                        acked.add(one.number());
                        if (!Cast.isOnTheWire(one.device())) {
                            ackedSdk.add(one.number());
                        }
                    }
                    case Happening.Received one -> received++;
                    default -> {}
                }
            }
            return new Traffic(written, acked.count(), ackedSdk.count(), received, repeats, refusals);
        }
    }

    static List<String> words(List<Violation> violations) {
        return violations.stream().map(Violation::toString).toList();
    }

    /// 0: all held; 1: a guarantee was broken; 2: nothing can be said.
    int exitCode() {
        return violations.isEmpty() ? broken.isEmpty() ? 0 : 2 : 1;
    }

    int kills() {
        return counts.entrySet().stream()
                .filter(each -> each.getKey().kills())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    String verdict() {
        return switch (exitCode()) {
            case 0 -> "0 violations";
            case 1 -> violations.size() + (violations.size() == 1 ? " violation" : " violations");
            default -> "BROKEN RUN: nothing can be said";
        };
    }

    /// As it stands in docs/reliability.md.
    String markdown() {
        var out = new ArrayList<String>();
        out.add("# Torture: " + verdict());
        out.add("");
        out.add(figure(kills()) + " kills, " + figure(traffic.acked()) + " acked messages, " + verdict() + ".");
        out.add("");
        broken.ifPresent(why -> {
            out.add("The run broke: " + why);
            out.add("");
        });
        if (!violations.isEmpty()) {
            violations.stream().limit(MOST_SHOWN).forEach(each -> out.add("- " + each));
            if (violations.size() > MOST_SHOWN) {
                out.add("- … and " + (violations.size() - MOST_SHOWN) + " more");
            }
            out.add("");
        }
        out.add("| | |");
        out.add("|---|---|");
        row(out, "version", version);
        row(out, "machine", machine);
        row(out, "troubles for", words(raged) + (interrupted ? ", then interrupted" : ""));
        row(out, "with start, settling and checking", words(took));
        row(
                out,
                "under torture",
                "a server, %d client processes with %d devices each, %d senders on the wire"
                        .formatted(settings.clients(), Cast.SEATS, settings.senders()));
        row(out, "messages written", figure(traffic.written()));
        row(
                out,
                "messages acked",
                figure(traffic.acked()) + ", of them by devices with the SDK " + figure(traffic.ackedSdk()));
        row(out, "messages received", figure(traffic.received()));
        row(out, "acked per second, outages included", figure(perSecond()));
        row(out, "repeated sends, answered as the first time", figure(traffic.repeats()));
        row(out, "sends refused for a while, and tried again", figure(traffic.refusals()));
        row(out, "violations", figure(violations.size()));
        out.add("");
        out.add("| done to them | times |");
        out.add("|---|---|");
        for (Trouble trouble : asked) {
            if (counts.containsKey(trouble) || !notRun.containsKey(trouble)) {
                row(out, "`" + trouble.word() + "`: " + trouble.description(), figure(counts.getOrDefault(trouble, 0)));
            }
        }
        out.add("");
        notRun.forEach((trouble, why) -> out.add("**NOT RUN" + (counts.containsKey(trouble) ? " IN FULL" : "") + ": `"
                + trouble.word() + "`** (" + trouble.description() + "), because " + why + "."));
        if (!notRun.isEmpty()) {
            out.add("");
        }
        out.add("Again: `" + again() + "` (the same troubles in the same order; what the processes are doing when they"
                + " come is never quite the same).");
        return String.join("\n", out) + "\n";
    }

    private String again() {
        var all = new StringBuilder("./godwit torture --minutes ");
        all.append(String.format(Locale.ROOT, "%.3g", settings.duration().toMillis() / 60_000.0)
                .replaceFirst("\\.?0+$", ""));
        all.append(" --seed ").append(settings.seed());
        all.append(" --clients ").append(settings.clients());
        all.append(" --senders ").append(settings.senders());
        if (asked.size() < Trouble.values().length) {
            all.append(" --only ")
                    .append(String.join(",", asked.stream().map(Trouble::word).toList()));
        }
        return all.toString();
    }

    private long perSecond() {
        return raged.isZero() ? 0 : traffic.acked() * 1_000 / Math.max(1, raged.toMillis());
    }

    private static void row(List<String> out, String name, String value) {
        out.add("| " + name + " | " + value + " |");
    }

    private static String figure(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String words(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1_000.0);
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
