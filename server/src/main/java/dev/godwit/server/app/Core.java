package dev.godwit.server.app;

import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.delivery.Delivery;
import dev.godwit.server.delivery.DeliverySettings;
import dev.godwit.server.gateway.Authenticator;
import dev.godwit.server.gateway.Doorkeeper;
import dev.godwit.server.gateway.Gateway;
import dev.godwit.server.gateway.GatewayLimits;
import dev.godwit.server.log.Commit;
import dev.godwit.server.log.ConversationLog;
import dev.godwit.server.log.LogLimits;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.People;
import dev.godwit.server.log.Watermark;
import dev.godwit.server.presence.AccountTies;
import dev.godwit.server.presence.Alarm;
import dev.godwit.server.presence.LastSeenStore;
import dev.godwit.server.presence.Whereabouts;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// What makes a server a server, over ports and without a thread, clock or chance of its own: the log, the delivery and
/// presence, wired together. The same in the product and in a simulation of it.
public final class Core {
    private final ConversationLog log;
    private final Delivery delivery;
    private final Whereabouts whereabouts;
    private final Watermark watermark;
    private final Rules rules;
    private final Time time;

    public record Stores(LogStore log, CursorStore cursors, LastSeenStore lastSeen) {}

    /// Each of these is single-threaded, and nobody else's.
    ///
    /// @param shards of the conversations
    public record Owners(List<Executor> shards, Executor delivery, Executor presence) {}

    /// @param clock    on the wall; may jump
    /// @param nanoTime only ever goes forward
    public record Time(InstantSource clock, LongSupplier nanoTime, Alarm alarm) {}

    /// @param strangers whether anybody may make an account here, so that a 1:1 from an unknown person is a request
    public record Rules(boolean strangers, GatewayLimits limits, LogLimits logLimits) {}

    /// @param random not seeded alike in two runs over one store: it names the run
    public Core(Stores stores, Owners owners, Time time, RandomGenerator random, People people, Rules rules) {
        this.rules = rules;
        this.time = time;
        watermark = new Watermark(stores.log()::stamp);
        // The log announces to the delivery, which reads the log: one of them has to be known a moment later.
        log = new ConversationLog(
                stores.log(),
                people,
                owners.shards(),
                time.clock(),
                watermark,
                commit -> announce(commit),
                rules.logLimits());
        delivery = new Delivery(
                owners.delivery(),
                (millis, task) -> {
                    var _ = time.alarm().after(millis, task);
                },
                stores.log(),
                stores.cursors(),
                log,
                watermark,
                time.clock(),
                random,
                new DeliverySettings(rules.limits().window(), rules.strangers()));
        whereabouts = new Whereabouts(
                owners.presence(),
                time.alarm(),
                time.clock(),
                time.nanoTime(),
                log::head,
                new AccountTies(log.relations()::of, stores.log()::head, rules.strangers()),
                stores.lastSeen());
        delivery.countOnlineBy(whereabouts::onlineIn);
    }

    private void announce(Commit commit) {
        delivery.committed(commit);
        whereabouts.committed(commit);
    }

    /// The way in, for whoever the authenticator knows.
    public Gateway gateway(Authenticator authenticator, Doorkeeper doorkeeper) {
        return new Gateway(log, delivery, whereabouts, authenticator, doorkeeper, rules.limits(), time.nanoTime());
    }

    public Whereabouts whereabouts() {
        return whereabouts;
    }

    /// Whether everything that was stored has been announced.
    public boolean isQuiet() {
        return watermark.isQuiet();
    }

    /// Saves when everybody was last seen: the one thing that has no sync of its own. Completes when that is done, or
    /// could not be; never, if the presence thread does not run.
    public CompletionStage<Void> stop() {
        return whereabouts.stop();
    }
}
