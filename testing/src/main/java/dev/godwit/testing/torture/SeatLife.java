package dev.godwit.testing.torture;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitException;
import dev.godwit.client.sdk.GodwitOptions;
import dev.godwit.client.sdk.Subscription;
import dev.godwit.client.view.ConnectionState;
import dev.godwit.testing.history.Finale;
import dev.godwit.testing.history.JournalWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One user at one device, from the start of the process to its end: opens the profile, signs in, writes and looks.
/// Whatever fails, as on a full disk or without a network, is tried again.
final class SeatLife {
    private static final long PAUSE_NANOS = 10_000_000;
    private static final long TROUBLE_PAUSE_NANOS = 300_000_000;

    private final ClientPlan.Place place;
    private final ClientPlan plan;
    private final Clock clock;
    private final JournalWriter journal;
    private final Progress progress;
    private final Random random;
    private final Object lock = new Object();
    private volatile double perSecond;
    private volatile boolean finishing;
    private volatile @Nullable Open open;
    private volatile boolean idle;
    private volatile String trouble = "not open yet";
    /// Owned by the user's thread.
    private boolean signedOut;

    private long lastNumber;

    private record Open(Godwit godwit, ProfileFile file, Screen screen, Hands hands) {}

    SeatLife(ClientPlan plan, ClientPlan.Place place, Clock clock, long seed) throws IOException {
        this.plan = plan;
        this.place = place;
        this.clock = clock;
        this.random = new Random(seed);
        this.lastNumber = place.blocks().getLast();
        this.journal = JournalWriter.open(journal(plan.journals(), place.fileName()));
        this.progress = Progress.open(plan.journals().resolve(place.fileName() + ".progress"));
        Thread.ofPlatform().daemon().name("user-" + place.device()).start(this::run);
    }

    static Path journal(Path journals, String fileName) {
        return journals.resolve(fileName + ".journal");
    }

    private void run() {
        while (true) {
            try (Godwit godwit = Godwit.open(
                            place.profile(), GodwitOptions.defaults().withClock(clock));
                    ProfileFile file = ProfileFile.open(place.profile())) {
                if (godwit.account().isEmpty() || signedOut) {
                    godwit.signIn(URI.create(place.server()), place.account(), place.password());
                    signedOut = false;
                }
                godwit.start();
                live(godwit, file);
            } catch (GodwitException | SQLException | UncheckedIOException e) {
                // No network, no room: its user tries again.
                open = null;
                signedOut |= isSignedOut(e);
                trouble(e);
                LockSupport.parkNanos(TROUBLE_PAUSE_NANOS);
            }
        }
    }

    private void live(Godwit godwit, ProfileFile file) throws SQLException {
        var own = new OwnMessages();
        var screen = new Screen(godwit, file, place, journal, own, lock, progress);
        var hands = new Hands(godwit, place, plan.friends(), journal, own, screen, lock, lastNumber, random);
        Subscription watching = godwit.observeConversations(screen::show);
        try {
            open = new Open(godwit, file, screen, hands);
            long nextAt = System.nanoTime();
            while (true) {
                try {
                    synchronized (file) {
                        screen.look();
                    }
                    if (finishing) {
                        idle = !hands.tidyUp();
                    } else if (perSecond > 0 && System.nanoTime() - nextAt > 0) {
                        nextAt = Math.max(nextAt, System.nanoTime() - TROUBLE_PAUSE_NANOS) + pause();
                        hands.act();
                        continue;
                    }
                } catch (GodwitException | SQLException e) {
                    if (isSignedOut(e)) {
                        throw e;
                    }
                    trouble(e);
                    LockSupport.parkNanos(TROUBLE_PAUSE_NANOS);
                } finally {
                    lastNumber = hands.lastNumber();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } finally {
            watching.close();
        }
    }

    /// An older copy of the server's store may not know of a sign-in that came after it.
    private static boolean isSignedOut(Exception e) {
        return e instanceof GodwitException refused && refused.code().equals(GodwitException.LOCKED);
    }

    /// Until the next thing that the user does.
    private long pause() {
        double seconds = -Math.log(1 - random.nextDouble()) / perSecond;
        return (long) (Math.min(seconds, 10) * 1e9);
    }

    private void trouble(Exception e) {
        trouble = String.valueOf(e.getMessage());
        System.err.println(place.device() + ": " + e);
    }

    void rate(double things) {
        perSecond = things;
        finishing = false;
    }

    /// Nothing new is written; what was refused is taken back.
    void finish() {
        idle = false;
        finishing = true;
    }

    void tryNow() {
        Open now = open;
        if (now != null) {
            now.godwit().tryNow();
        }
    }

    long acked() {
        Open now = open;
        return now == null ? 0 : now.screen().acked();
    }

    /// Waits until nothing is left to do, or for `bound`. Empty if so, else what there is.
    String unsettled(Duration bound) {
        Open now = open;
        if (now == null) {
            return place.device() + " is not open: " + trouble;
        }
        try {
            var summary = now.godwit().syncOnce(bound);
            if (summary.complete() && idle && now.godwit().outbox().isEmpty()) {
                return "";
            }
            return place.device() + ": " + summary + (idle ? "" : ", still busy") + ", waiting "
                    + now.godwit().outbox();
        } catch (GodwitException e) {
            return place.device() + ": " + e.getMessage();
        }
    }

    /// Empty while the profile cannot be opened.
    Optional<Finale.View> view() throws SQLException {
        Open now = open;
        if (now == null) {
            return Optional.empty();
        }
        boolean settled = now.godwit().connectionState().equals(new ConnectionState.Online(true))
                && unsettled(Duration.ofSeconds(1)).isEmpty();
        synchronized (now.file()) {
            return Optional.of(Views.of(place.device(), now.godwit(), now.file(), settled));
        }
    }
}
