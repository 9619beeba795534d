package dev.godwit.server.app;

import dev.godwit.protocol.UserId;
import dev.godwit.server.gateway.Gateway;
import dev.godwit.server.http.Asking;
import dev.godwit.server.http.HttpApi;
import dev.godwit.server.http.WebFiles;
import dev.godwit.server.identity.Identity;
import dev.godwit.server.identity.RegistrationPolicy;
import dev.godwit.server.identity.sql.NewerSchemaException;
import dev.godwit.server.identity.sql.SqlAccounts;
import dev.godwit.server.identity.sql.UnusableDatabaseException;
import dev.godwit.server.store.rocks.Options;
import dev.godwit.server.store.rocks.RocksStore;
import dev.godwit.server.store.rocks.StoreOpenException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One server with everything embedded: opens what it keeps, wires it together, listens, and closes it in
/// reverse.
public final class GodwitServer implements AutoCloseable {
    public static final String VERSION = "0.1.0";

    private static final int SHARDS = 2;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);
    private static final Duration SAVE_LIMIT = Duration.ofSeconds(2);
    private static final long COME_BACK_AFTER_MILLIS = 500;

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private @Nullable Gateway gateway;
    private @Nullable Core core;
    private boolean closing;
    private int port;
    private Optional<String> setupCode = Optional.empty();

    private GodwitServer() {}

    /// Ready to serve when it returns.
    public static GodwitServer start(ServerConfig config) throws StartException {
        var server = new GodwitServer();
        try {
            server.open(config);
            return server;
        } catch (StoreOpenException | NewerSchemaException | UnusableDatabaseException e) {
            server.close();
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (StartException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void open(ServerConfig config) throws StartException {
        keep(DataLock.take(config.data()));
        var clock = InstantSource.system();
        var threads = keep(new Threads(SHARDS));
        // The two stores and the network take a third of a second each to come up, and do not need one another.
        var network = CompletableFuture.supplyAsync(() -> keep(new Listener()), threads.blocking());
        var opening = CompletableFuture.supplyAsync(
                () -> keep(SqlAccounts.open(config.data().resolve("identity.db"), clock)), threads.blocking());
        var store = keep(RocksStore.open(
                config.data().resolve("log"), Options.defaults().withReserveBytes(config.reserveBytes())));
        var accounts = Unwrapped.join(opening);
        var identity =
                keep(new Identity(accounts, config.registration(), clock, new SecureRandom(), threads.blocking()));
        setupCode = identity.offerSetup();

        var asking = new Asking(config.publicOrigins(), config.behindProxy());
        var wired = wire(config, clock, threads, store, identity);
        // Closed before the store and the threads that it needs for that.
        keep(() -> saveLastSeen(wired));
        var door = new IdentityDoor(identity.liveSessions(), asking);
        var live = wired.gateway(door, door);
        identity.liveSessions().onRevoked(session -> live.revoked(session.id()));
        var api = new HttpApi(
                identity,
                asking,
                VERSION,
                context -> live.connect(context.request()),
                context -> live.frames(context.request()),
                new PresenceDoor(wired.whereabouts(), live),
                WebFiles.builtIn(),
                threads.blocking());
        port = Unwrapped.join(network).listen(config, api, live::sweep);
        gateway = live;
        core = wired;
    }

    private static Core wire(
            ServerConfig config, InstantSource clock, Threads threads, RocksStore store, Identity identity) {
        return new Core(
                new Core.Stores(store.log(), store.cursors(), store.lastSeen()),
                new Core.Owners(threads.shards(), threads.delivery(), threads.presence()),
                new Core.Time(clock, System::nanoTime, threads::alarm),
                new SecureRandom(),
                user -> exists(identity, user, threads.blocking()),
                new Core.Rules(config.registration() == RegistrationPolicy.OPEN, config.limits(), config.logLimits()));
    }

    /// For a moment at most: who was here when is no reason for a server not to stop.
    private static void saveLastSeen(Core core) {
        try {
            core.stop().toCompletableFuture().get(SAVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            System.getLogger(GodwitServer.class.getName())
                    .log(System.Logger.Level.WARNING, "when people were last here was not saved", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompletionStage<Boolean> exists(Identity identity, UserId user, Executor blocking) {
        return CompletableFuture.supplyAsync(() -> identity.account(user).isPresent(), blocking);
    }

    private static void awaitQuiet(Core core) {
        long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (!core.isQuiet() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /// To be closed with the server; at once, where another part has failed to open in the meantime.
    private <T extends AutoCloseable> T keep(T opened) {
        synchronized (this) {
            toClose.push(opened);
            if (!closing) {
                return opened;
            }
        }
        closeAll();
        throw new IllegalStateException("the server has given up starting");
    }

    /// Where it really listens.
    public int port() {
        return port;
    }

    /// One-time code for the first account, as long as there is none.
    public Optional<String> setupCode() {
        return setupCode;
    }

    /// Drains, then closes: nobody new is let in, what was asked is answered, everybody is told to come
    /// back.
    @Override
    public void close() {
        if (gateway != null && core != null) {
            gateway.drain(COME_BACK_AFTER_MILLIS);
            awaitQuiet(core);
            gateway.closeAll();
        }
        synchronized (this) {
            closing = true;
        }
        closeAll();
    }

    private void closeAll() {
        for (var next = nextToClose(); next != null; next = nextToClose()) {
            try {
                next.close();
            } catch (Exception e) {
                // The rest is to be closed all the same.
                System.getLogger(GodwitServer.class.getName()).log(System.Logger.Level.WARNING, "while closing", e);
            }
        }
    }

    private synchronized @Nullable AutoCloseable nextToClose() {
        return toClose.poll();
    }
}
