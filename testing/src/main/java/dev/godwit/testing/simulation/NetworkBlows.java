package dev.godwit.testing.simulation;

import dev.godwit.testing.history.Happening;
import java.util.List;
import java.util.random.RandomGenerator;

/// What can happen between the devices and the server.
final class NetworkBlows {
    private static final long LONGEST_TUNNEL_MICROS = 30_000_000;
    private static final long LONGEST_PAUSE_MICROS = 25_000_000;

    private final World world;
    private final RandomGenerator random;

    NetworkBlows(World world, RandomGenerator random) {
        this.world = world;
        this.random = random;
    }

    /// @return whether there was anything to break
    boolean strike(Fault fault) {
        return switch (fault) {
            case TUNNEL -> {
                tunnel(Nemesis.any(world.people(), random).gadgets());
                yield true;
            }
            case TUNNEL_OF_ALL -> {
                tunnel(world.gadgets());
                yield true;
            }
            default -> {
                List<SimConnection> whole = world.network().whole();
                if (whole.isEmpty()) {
                    yield false;
                }
                SimConnection connection = Nemesis.any(whole, random);
                world.trace().say("nemesis", connection, fault);
                world.history().add(new Happening.Fault(fault.words()));
                strike(connection, fault);
                yield true;
            }
        };
    }

    private void strike(SimConnection connection, Fault fault) {
        switch (fault) {
            case CUT -> connection.cut();
            case SERVER_UNAWARE -> connection.leaveServerUnaware();
            case DEVICE_UNAWARE -> connection.leaveClientUnaware();
            case SWALLOWED -> connection.swallow();
            case FROZEN -> connection.freeze(random.nextLong(LONGEST_PAUSE_MICROS));
            case SLOW_READER -> connection.readNothing(random.nextLong(LONGEST_PAUSE_MICROS));
            default -> throw new IllegalArgumentException("not of a connection: " + fault);
        }
    }

    private void tunnel(List<Gadget> gadgets) {
        boolean quietly = random.nextInt(3) == 0;
        long micros = random.nextLong(LONGEST_TUNNEL_MICROS);
        var inside = List.copyOf(gadgets);
        for (Gadget gadget : inside) {
            world.trace().say("nemesis", gadget, "enters a tunnel", quietly ? "and does not notice" : "");
            gadget.place().enterTunnel(quietly);
        }
        world.history().add(new Happening.Fault("tunnel"));
        boolean noticed = random.nextBoolean();
        world.after(micros, () -> {
            for (Gadget gadget : inside) {
                world.trace().say("nemesis", gadget, "leaves the tunnel");
                gadget.place().leaveTunnel();
                if (noticed && gadget.device().isUp()) {
                    gadget.device().tryNow();
                }
            }
        });
    }

    void mend() {
        world.network().mend();
    }
}
