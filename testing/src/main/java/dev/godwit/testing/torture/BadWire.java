package dev.godwit.testing.torture;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/// Both directions of a network of one machine: every packet that comes out of the device goes back in with its
/// two addresses exchanged, so that whoever talks to the other address talks to this machine; late, twice, or
/// never. (Exchanging addresses leaves all checksums as they are.) Packets that wait for different times overtake
/// each other.
final class BadWire {
    /// @param delayMillis  of each packet
    /// @param jitterMillis up to this much on top
    /// @param loss         percent that never arrive
    /// @param twice        percent that arrive twice
    /// @param kilobits     a second; what would wait longer than [#LONGEST_QUEUE] for its turn is dropped
    record Quality(int delayMillis, int jitterMillis, int loss, int twice, int kilobits) {
        static final Quality GOOD = new Quality(0, 0, 0, 0, 1_000_000);

        static Quality random(Random random) {
            return new Quality(
                    random.nextInt(150),
                    random.nextInt(80),
                    random.nextInt(8),
                    random.nextInt(4),
                    128 << random.nextInt(5));
        }

        static Quality parse(String words) {
            String[] each = words.split(" ", -1);
            return new Quality(
                    Integer.parseInt(each[0]),
                    Integer.parseInt(each[1]),
                    Integer.parseInt(each[2]),
                    Integer.parseInt(each[3]),
                    Integer.parseInt(each[4]));
        }

        String words() {
            return delayMillis + " " + jitterMillis + " " + loss + " " + twice + " " + kilobits;
        }

        @Override
        public String toString() {
            return "packets %d to %d ms late, %d%% lost, %d%% twice, %d kbit/s"
                    .formatted(delayMillis, delayMillis + jitterMillis, loss, twice, kilobits);
        }
    }

    private static final class Packet implements Delayed {
        private final byte[] bytes;
        private final long due;

        Packet(byte[] bytes, long due) {
            this.bytes = bytes;
            this.due = due;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(due, ((Packet) other).due);
        }
    }

    private static final long LONGEST_QUEUE = TimeUnit.MILLISECONDS.toNanos(400);
    private static final int SOURCE = 12;
    private static final int TARGET = 16;
    private static final int HEADER = 20;

    private final Tun device;
    private final Random random;
    private final DelayQueue<Packet> onTheWay = new DelayQueue<>();
    private volatile Quality quality = Quality.GOOD;
    private long free = System.nanoTime();

    private BadWire(Tun device, long seed) {
        this.device = device;
        this.random = new Random(seed);
    }

    static BadWire through(Tun device, long seed) {
        var wire = new BadWire(device, seed);
        Thread.ofPlatform().name("packets-out").daemon(true).start(wire::take);
        Thread.ofPlatform().name("packets-in").daemon(true).start(wire::give);
        return wire;
    }

    void become(Quality changed) {
        quality = changed;
    }

    private void take() {
        try {
            while (true) {
                byte[] packet = device.read();
                if (packet.length >= HEADER && packet[0] >> 4 == 4) {
                    accept(packet, quality);
                }
            }
        } catch (IOException e) {
            throw new BrokenRun("the device is gone", e);
        }
    }

    private void accept(byte[] packet, Quality now) {
        if (random.nextInt(100) < now.loss()) {
            return;
        }
        long arrived = System.nanoTime();
        long takes = packet.length * 8_000_000L / now.kilobits();
        free = Math.max(free, arrived) + takes;
        if (free - arrived > LONGEST_QUEUE) {
            free -= takes;
            return;
        }
        exchangeAddresses(packet);
        for (int copies = random.nextInt(100) < now.twice() ? 2 : 1; copies > 0; copies--) {
            long late = TimeUnit.MILLISECONDS.toNanos(now.delayMillis())
                    + random.nextLong(TimeUnit.MILLISECONDS.toNanos(now.jitterMillis()) + 1);
            onTheWay.add(new Packet(packet, free + late));
        }
    }

    private static void exchangeAddresses(byte[] packet) {
        for (int i = 0; i < TARGET - SOURCE; i++) {
            byte source = packet[SOURCE + i];
            packet[SOURCE + i] = packet[TARGET + i];
            packet[TARGET + i] = source;
        }
    }

    private void give() {
        try {
            while (true) {
                device.write(onTheWay.take().bytes);
            }
        } catch (IOException e) {
            throw new BrokenRun("the device is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
