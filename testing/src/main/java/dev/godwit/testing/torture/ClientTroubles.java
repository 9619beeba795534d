package dev.godwit.testing.torture;

import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/// What is done to a client process. Each deed leaves it running, on a disk with room; its clock stays
/// wrong.
final class ClientTroubles {
    private static final long TEN_YEARS_SECONDS = 10L * 365 * 86_400;

    private static final long QUARTER_MEBIBYTE = 1 << 18;

    private final History history;
    private final Tally tally;
    private final Consumer<Duration> hold;

    /// @param hold lets time pass while something is broken
    ClientTroubles(History history, Tally tally, Consumer<Duration> hold) {
        this.history = history;
        this.tally = tally;
        this.hold = hold;
    }

    void strike(Trouble trouble, ClientVictim client, Duration time, Random random) {
        switch (trouble) {
            case KILL_CLIENT -> {
                kill(client);
                hold.accept(time.dividedBy(6));
                client.start(random.nextInt(3) == 0);
            }
            case POWER_CLIENT -> {
                toLife(client, true);
                hold.accept(time);
                client.cutPower();
                tally.count(trouble);
                hold.accept(time.dividedBy(6));
                client.start(random.nextBoolean());
            }
            case FREEZE_CLIENT -> {
                client.freeze(true);
                did(trouble, client.name() + " stands still");
                hold.accept(time);
                client.freeze(false);
            }
            case CLOCK -> {
                // Mostly by an amount that might pass for true, sometimes beyond reason.
                long most = random.nextBoolean() ? 7_200 : TEN_YEARS_SECONDS;
                var error = Duration.ofSeconds(random.nextLong(2 * most) - most);
                client.jumpClock(error);
                did(trouble, client.name() + "'s clock is wrong by " + error);
            }
            case FULL_CLIENT -> fill(client, time, random);
            default -> throw new IllegalArgumentException(trouble + " is not for clients");
        }
    }

    private void did(Trouble trouble, String words) {
        tally.count(trouble);
        history.add(new Happening.Fault(words));
    }

    private void kill(ClientVictim client) {
        client.kill();
        tally.count(Trouble.KILL_CLIENT);
    }

    /// Into a life at the risk of a power cut, or one without.
    private void toLife(ClientVictim client, boolean atRisk) {
        if (client.volume().isAtRisk() != atRisk) {
            kill(client);
            client.start(atRisk);
        }
    }

    private void fill(ClientVictim client, Duration time, Random random) {
        toLife(client, false);
        client.disk().fill(random.nextInt(3) * QUARTER_MEBIBYTE);
        did(Trouble.FULL_CLIENT, client.name() + "'s disk is full");
        hold.accept(time);
        boolean dies = random.nextInt(3) == 0;
        if (dies) {
            kill(client);
        }
        client.disk().relieve();
        if (dies) {
            client.start(random.nextBoolean());
        }
    }
}
