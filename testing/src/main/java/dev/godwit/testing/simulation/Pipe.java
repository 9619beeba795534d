package dev.godwit.testing.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// One direction of a connection: carries frames, keeps their order, takes its time, and may end in the air.
final class Pipe {
    private sealed interface Flying {
        long at();
    }

    private static final class Frame implements Flying {
        final long at;
        final byte[] bytes;

        Frame(long at, byte[] bytes) {
            this.at = at;
            this.bytes = bytes;
        }

        @Override
        public long at() {
            return at;
        }
    }

    /// The news that nothing follows.
    private record End(long at, Runnable news) implements Flying {}

    private final Scheduler scheduler;
    private final SimProcess air;
    private final Weather weather;
    private final Consumer<byte[]> arrived;
    private final Consumer<byte[]> lost;
    private final Deque<Flying> flying = new ArrayDeque<>();
    private long last;
    private int bytes;
    private int holds;
    private boolean broken;

    Pipe(Scheduler scheduler, SimProcess air, Weather weather, Consumer<byte[]> arrived, Consumer<byte[]> lost) {
        this.scheduler = scheduler;
        this.air = air;
        this.weather = weather;
        this.arrived = arrived;
        this.lost = lost;
    }

    void send(byte[] frame) {
        if (broken) {
            lost.accept(frame);
            return;
        }
        last = Math.max(last, scheduler.micros() + weather.delay(scheduler));
        bytes += frame.length;
        fly(new Frame(last, frame));
    }

    private void fly(Flying next) {
        flying.add(next);
        air.afterMicros(next.at() - scheduler.micros(), this::deliver);
    }

    private void deliver() {
        while (holds == 0 && !flying.isEmpty() && flying.element().at() <= scheduler.micros()) {
            switch (flying.remove()) {
                case Frame frame -> {
                    bytes -= frame.bytes.length;
                    arrived.accept(frame.bytes);
                }
                case End end -> end.news().run();
            }
        }
    }

    /// What is sent and has not arrived.
    int bytes() {
        return bytes;
    }

    /// How many frames are in the air.
    int frames() {
        return flying.size();
    }

    boolean isBroken() {
        return broken;
    }

    /// Nothing arrives for so long; nothing is lost.
    void hold(long micros) {
        holds++;
        air.afterMicros(micros, () -> {
            holds--;
            deliver();
        });
    }

    /// Carries nothing more; of what is in the air only the first few frames still arrive.
    void breakOff(int arriving) {
        broken = true;
        var lostOnes = new ArrayDeque<byte[]>();
        while (flying.size() > arriving && flying.peekLast() instanceof Frame frame) {
            flying.removeLast();
            bytes -= frame.bytes.length;
            lostOnes.addFirst(frame.bytes);
        }
        lostOnes.forEach(lost);
    }

    /// Brings the far end, behind everything that still arrives, the news that it is over.
    void end(long micros, Runnable news) {
        last = Math.max(last, scheduler.micros() + micros);
        fly(new End(last, news));
    }
}
