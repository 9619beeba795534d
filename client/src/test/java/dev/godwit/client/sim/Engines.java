package dev.godwit.client.sim;

import dev.godwit.client.core.Effects;
import dev.godwit.client.core.Engine;
import dev.godwit.client.core.Event;
import dev.godwit.client.core.Snapshot;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Makes the engines of simulated devices; whoever wants to see what goes into one, and what comes out, puts
/// something around it.
public interface Engines {
    Engines PLAIN = (snapshot, agent, random) -> new Engine(snapshot, agent, random)::on;

    Function<Event, Effects> begin(Snapshot snapshot, String agent, RandomGenerator random);
}
