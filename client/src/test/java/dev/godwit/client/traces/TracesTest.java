package dev.godwit.client.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.sim.RandomMembership;
import dev.godwit.client.sim.RandomSchedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writes down what the engine does in 10,000 lives, so that the engine of the web app, which is a port of it,
/// can be held against it: `web/test/sync/traces.test.ts` replays every one and compares every effect. They are
/// made anew in each build, from `godwit.seed` on, and are not kept in the repository: what they say is what
/// the code here does.
///
/// Some lives come from the simulations of [RandomSchedule] and [RandomMembership], where a real store and a
/// model of the server stand around the engine; the others from a [FuzzedLife], where much happens that never
/// should.
///
/// **Form.** `target/traces/*.jsonl.gz`, one trace per line:
///
/// ```
/// {"story": where it comes from, "agent": …, "snapshot": {…},
///  "steps": [{"event": {…}, "draws": [[bound, drawn], …], "effects": {"ops": […], "actions": […], "wakeAt": …}}, …]}
/// ```
///
/// `draws` are the calls of `nextLong(bound)` that the engine made of its random generator during this event,
/// with what they gave. All objects are those of `web/src/sync/core/events.ts` and `effects.ts`:
///
/// - what is one of several types has a `type`, the name of its record beginning in lower case; the fields are
///   its components; an empty `Optional` is absent;
/// - **everything from the protocol stands in its wire form**, as the codecs write it: frames, entries,
///   contents, views of groups, members, readers, presences; ids are strings;
/// - maps are objects, but for `LocalChanges.seen`, whose order means something: a list of pairs;
/// - a set whose order means nothing is a sorted list (`named`, `truncated`);
/// - a `RangeSet` is its `toString`.
class TracesTest {
    private static final int TRACES = 10_000;
    private static final int FIRST_SEED = Integer.getInteger("godwit.seed", 0);
    private static final int STORIES = 3;
    /// Events of one trace.
    private static final int LONGEST = 80;

    private static final int SHORTEST = 20;

    /// How often each type must occur in all of them.
    private static final int OFTEN = 20;

    @TempDir
    Path directory;

    @Test
    void tenThousandLivesOfTheEngineInWhichEverythingOccurs() throws IOException {
        var census = new Census();
        try (var files = new TraceFiles(Path.of("target", "traces"))) {
            var recorder = new Recorder(LONGEST, census, files::add);
            simulate(recorder);
            int simulated = files.written();
            for (long seed = FIRST_SEED; files.written() < TRACES; seed++) {
                recorder.story("fuzz " + seed);
                new FuzzedLife(seed, recorder).live(SHORTEST + (int) (seed % (LONGEST - SHORTEST + 1)));
                recorder.end();
            }
            assertTrue(simulated > 100, "too few lives are simulated: " + simulated);
        }
        assertEquals(List.of(), census.rarerThan(OFTEN), census::toString);
    }

    private void simulate(Recorder recorder) {
        for (int seed = FIRST_SEED; seed < FIRST_SEED + STORIES; seed++) {
            for (boolean restores : new boolean[] {false, true}) {
                recorder.story("schedule " + seed + (restores ? ", restored" : ""));
                new RandomSchedule(directory.resolve("schedule"), recorder).run(seed, restores);
                recorder.end();
                recorder.story("membership " + seed + (restores ? ", restored" : ""));
                new RandomMembership(directory.resolve("membership"), recorder).run(seed, restores);
                recorder.end();
            }
        }
    }
}
