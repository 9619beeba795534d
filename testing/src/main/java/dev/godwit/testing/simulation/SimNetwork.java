package dev.godwit.testing.simulation;

import dev.godwit.client.core.Person;
import dev.godwit.client.sdk.Transport;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Device;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Between the devices and the server: frames take their time and keep their order within a connection, connections
/// overtake each other, break, and are half open.
final class SimNetwork {
    private static final long NO_ANSWER_MICROS = 10_000_000;

    private final Scheduler scheduler;
    private final SimProcess air;
    private final Trace trace;
    private final Weather weather;
    private final SimServer server;
    private final List<Place> places = new ArrayList<>();
    private int connections;
    private final Deque<Runnable> awaiting = new ArrayDeque<>();
    private int serverLife;
    private boolean mended;

    SimNetwork(Scheduler scheduler, Trace trace, Weather weather, SimServer server) {
        this.scheduler = scheduler;
        this.air = new SimProcess(scheduler, 0);
        this.trace = trace;
        this.weather = weather;
        this.server = server;
    }

    Place place(Device name, DeviceId id) {
        var place = new Place(name, id);
        places.add(place);
        return place;
    }

    Transport transport(Place place) {
        return (address, token, listener) -> {
            var connection = new SimConnection(this, place, listener, ++connections);
            place.add(connection);
            connection.dial();
            return connection;
        };
    }

    SimDevice.Names names(Place place) {
        return new SimDevice.Names() {
            @Override
            public void lookUp(String name, Consumer<Optional<Person>> found, Runnable failed) {
                ask(place, () -> server.lookUp(name), found, failed);
            }

            @Override
            public void describe(List<UserId> users, Consumer<List<Person>> found) {
                ask(place, () -> server.describe(users), found, () -> found.accept(List.of()));
            }
        };
    }

    /// A question beside the connection, with an answer of its own.
    private <T> void ask(Place place, Supplier<T> question, Consumer<T> answer, Runnable failed) {
        boolean forgotten = !mended && scheduler.chance(weather.forgetting());
        after(delay(), () -> {
            boolean arrives = place.isUp() && server.isUp();
            if (!arrives || (forgotten && scheduler.chance(0.5))) {
                after(place.isSilent() || forgotten ? NO_ANSWER_MICROS : delay(), failed);
                return;
            }
            T found = question.get();
            after(forgotten ? NO_ANSWER_MICROS : delay(), () -> {
                if (forgotten || !place.isUp()) {
                    failed.run();
                } else {
                    answer.accept(found);
                }
            });
        });
    }

    List<Place> places() {
        return List.copyOf(places);
    }

    /// Those that both ends believe in.
    List<SimConnection> whole() {
        return places.stream()
                .flatMap(place -> place.connections().stream())
                .filter(SimConnection::isWhole)
                .toList();
    }

    /// @param quietly whether the devices do not hear of it: the machine itself is gone
    void serverDied(boolean quietly) {
        serverLife++;
        for (Place place : places) {
            place.connections().forEach(connection -> connection.serverDied(quietly));
        }
    }

    /// @param quietly whether the server does not hear of it: the device itself is gone
    void deviceDied(Place place, boolean quietly) {
        place.connections().forEach(connection -> connection.clientDied(quietly));
    }

    /// From now on nothing is lost, except on connections that are broken already.
    void mend() {
        mended = true;
        places.forEach(Place::leaveTunnel);
    }

    /// Runs it when the next frame arrives anywhere.
    void whenBusy(Runnable happening) {
        awaiting.add(happening);
    }

    void busy() {
        while (!awaiting.isEmpty()) {
            awaiting.remove().run();
        }
    }

    /// Counts the server's deaths: who is connected to one that is gone is connected to nobody.
    int serverLife() {
        return serverLife;
    }

    Pipe pipe(Consumer<byte[]> arrived, Consumer<byte[]> lost) {
        return new Pipe(scheduler, air, weather, arrived, lost);
    }

    void after(long micros, Runnable work) {
        air.afterMicros(micros, work);
    }

    long delay() {
        return weather.delay(scheduler);
    }

    boolean chance(double probability) {
        return scheduler.chance(probability);
    }

    int upTo(int most) {
        return (int) scheduler.between(0, most);
    }

    long between(long least, long most) {
        return scheduler.between(least, most);
    }

    SimServer server() {
        return server;
    }

    Weather weather() {
        return weather;
    }

    Trace trace() {
        return trace;
    }
}
