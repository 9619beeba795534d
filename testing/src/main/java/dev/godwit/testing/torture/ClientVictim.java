package dev.godwit.testing.torture;

import dev.godwit.testing.harness.CutProxy;
import java.time.Duration;
import java.util.List;

/// A client process under torture, over all its lives, with the networks of its devices.
final class ClientVictim extends Victim implements AutoCloseable {
    /// The network of one device.
    static final class Link extends Victim {
        private final String name;
        private final CutProxy proxy;

        Link(String name, CutProxy proxy) {
            this.name = name;
            this.proxy = proxy;
        }

        @Override
        String name() {
            return name;
        }

        CutProxy proxy() {
            return proxy;
        }
    }

    private final ClientProcess process;
    private final Disk disk;
    private final Volume volume;
    private final List<Link> links;
    private final List<String> prefix;
    private final Leftovers leftovers;
    private final double actions;
    private Duration clockError = Duration.ZERO;
    private volatile boolean up;

    /// @param actions things its users do a second
    /// @param prefix  put before its command
    ClientVictim(
            ClientProcess process,
            Disk disk,
            boolean powerCuts,
            List<Link> links,
            double actions,
            List<String> prefix,
            Leftovers leftovers) {
        this.process = process;
        this.disk = disk;
        this.volume = new Volume(disk.path().resolve(process.name()), powerCuts);
        this.links = List.copyOf(links);
        this.actions = actions;
        this.prefix = prefix;
        this.leftovers = leftovers;
    }

    @Override
    String name() {
        return process.name();
    }

    ClientProcess process() {
        return process;
    }

    Disk disk() {
        return disk;
    }

    Volume volume() {
        return volume;
    }

    List<Link> links() {
        return links;
    }

    boolean diedByItself() {
        return up && !process.isRunning();
    }

    void start(boolean atRisk) {
        try {
            process.start(volume.current(), prefix, volume.begin(atRisk), clockError);
        } catch (AssertionError e) {
            throw new BrokenRun(name() + " does not come up: " + e.getMessage(), e);
        }
        leftovers.process(process.process().pid());
        process.rate(actions);
        up = true;
    }

    void rest() {
        process.rate(0);
    }

    void goOn() {
        process.rate(actions);
    }

    void kill() {
        end("kill -9", false);
    }

    void cutPower() {
        end("power cut", true);
    }

    private void end(String how, boolean powerCut) {
        up = false;
        process.kill(how);
        volume.end(powerCut);
    }

    void jumpClock(Duration error) {
        clockError = error;
        process.jumpClock(error);
    }

    /// Stops it where it stands, or lets it go on.
    void freeze(boolean frozen) {
        Shell.ask(List.of(
                "kill",
                frozen ? "-STOP" : "-CONT",
                Long.toString(process.process().pid())));
    }

    @Override
    public void close() {
        up = false;
        process.close();
        links.forEach(link -> link.proxy().close());
        disk.close();
    }
}
