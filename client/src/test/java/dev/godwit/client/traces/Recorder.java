package dev.godwit.client.traces;

import dev.godwit.client.core.Effects;
import dev.godwit.client.core.Engine;
import dev.godwit.client.core.Event;
import dev.godwit.client.core.Snapshot;
import dev.godwit.client.sim.Engines;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Engines whose lives are written down: each becomes one line of JSON when the next one begins, or the
/// recording is closed. Of a long life only the beginning.
final class Recorder implements Engines {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final int longest;
    private final Census census;
    private final Consumer<byte[]> lines;
    private final List<Life> lives = new ArrayList<>();
    private String story = "";

    /// @param longest events of one trace
    /// @param lines   takes the finished traces, each without the end of its line
    Recorder(int longest, Census census, Consumer<byte[]> lines) {
        this.longest = longest;
        this.census = census;
        this.lines = lines;
    }

    /// What the traces that begin from now on are called.
    void story(String name) {
        story = name;
    }

    @Override
    public Function<Event, Effects> begin(Snapshot snapshot, String agent, RandomGenerator random) {
        var life = new Life(story + ", engine " + lives.size(), snapshot, agent, random);
        lives.add(life);
        return life::on;
    }

    /// The story is over: whatever was recorded of it is a trace now.
    void end() {
        lives.forEach(Life::end);
        lives.clear();
    }

    private final class Life {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        private final JsonGenerator json = MAPPER.createGenerator(bytes);
        private final TraceJson form = new TraceJson(json);
        private final List<long[]> draws = new ArrayList<>();
        private final Engine engine;
        private int steps;

        Life(String name, Snapshot snapshot, String agent, RandomGenerator random) {
            json.writeStartObject();
            json.writeStringProperty("story", name);
            json.writeStringProperty("agent", agent);
            json.writeName("snapshot");
            form.snapshot(snapshot);
            json.writeName("steps");
            json.writeStartArray();
            engine = new Engine(snapshot, agent, new Overheard(random, draws));
            if (!draws.isEmpty()) {
                throw new IllegalStateException("a draw before the first event has no place in a trace");
            }
        }

        Effects on(Event event) {
            draws.clear();
            Effects effects = engine.on(event);
            if (steps < longest) {
                steps++;
                census.count(event, effects);
                json.writeStartObject();
                json.writeName("event");
                form.event(event);
                json.writeName("draws");
                json.writeStartArray();
                for (long[] draw : draws) {
                    json.writeArray(draw, 0, draw.length);
                }
                json.writeEndArray();
                json.writeName("effects");
                form.effects(effects);
                json.writeEndObject();
            }
            return effects;
        }

        void end() {
            if (steps == 0) {
                json.close();
                return;
            }
            json.writeEndArray();
            json.writeEndObject();
            json.close();
            lines.accept(bytes.toByteArray());
        }
    }

    /// Notes the bound and the result of each draw.
    private record Overheard(RandomGenerator random, List<long[]> draws) implements RandomGenerator {
        @Override
        public long nextLong(long bound) {
            long drawn = random.nextLong(bound);
            draws.add(new long[] {bound, drawn});
            return drawn;
        }

        /// The engine draws numbers below a bound and nothing else: its twin could not follow.
        @Override
        public long nextLong() {
            throw new UnsupportedOperationException("only nextLong(bound) is recorded");
        }
    }
}
