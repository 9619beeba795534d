package dev.godwit.client.sim;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A server, some people's devices, and time that passes only when told to.
public final class World implements AutoCloseable {
    private static final long START = 1_767_225_600_000L;

    public final Random random;
    public final ModelServer server;
    public final List<SimDevice> devices = new ArrayList<>();
    private final Map<String, UserId> names = new LinkedHashMap<>();
    private final Path directory;
    private final Engines engines;
    private long now = 1_000;

    public World(long seed, Path directory) {
        this(seed, directory, Engines.PLAIN);
    }

    public World(long seed, Path directory, Engines engines) {
        this.random = new Random(seed);
        this.directory = directory;
        this.engines = engines;
        this.server = new ModelServer(() -> START + now);
    }

    /// A person with one device; the same name again is another device of theirs.
    ///
    /// @param clockError how wrong the device's clock is, in milliseconds
    public SimDevice device(String name, long clockError) {
        UserId user = names.computeIfAbsent(name, n -> UserId.random(random));
        var device = new SimDevice(
                user,
                DeviceId.random(random),
                directory.resolve(name + devices.size()),
                server,
                new WrongClock(clockError),
                random,
                names,
                engines,
                now);
        devices.add(device);
        return device;
    }

    public UserId user(String name) {
        return names.computeIfAbsent(name, n -> UserId.random(random));
    }

    public long now() {
        return now;
    }

    public void pass(long millis) {
        long until = now + millis;
        long step = millis > 10_000 ? 100 : 20;
        // What the users did since is noticed in the first step; after it, steps without anything to do are left out.
        long due = now;
        while (now < until) {
            long steps = Math.max(1, (Math.min(due, until) - now + step - 1) / step);
            now = Math.min(until, now + steps * step);
            devices.forEach(device -> device.run(now));
            due = devices.stream().mapToLong(SimDevice::due).min().orElse(until);
        }
    }

    /// Until every device has nothing left to do, and pushes and receipts have had their time.
    public boolean settle(long millis) {
        long until = now + millis;
        boolean settled = false;
        while (!settled && now < until) {
            devices.forEach(SimDevice::finish);
            pass(500);
            settled = devices.stream().allMatch(device -> device.status().settled());
        }
        return settled;
    }

    private final class WrongClock extends Clock {
        private final long error;

        WrongClock(long error) {
            this.error = error;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(START + now + error);
        }
    }

    @Override
    public void close() {
        devices.forEach(SimDevice::close);
    }
}
