package dev.godwit.server.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Argon2id (RFC 9106) with the parameters that OWASP's password storage cheat sheet names: 19 MiB, two passes, one
/// lane. They are written into each hash, so that they can be raised later.
///
/// Hashing has two platform threads of its own and a bounded, fair queue: a flood can take neither the memory nor the
/// carriers on which everybody else's virtual threads run. The threads end when idle.
final class Passwords implements AutoCloseable {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int AT_ONCE = 2;
    private static final int WAITING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RandomGenerator random;
    private final ThreadPoolExecutor threads;
    private volatile @Nullable String nobodys;

    Passwords(RandomGenerator random) {
        this.random = random;
        this.threads = new ThreadPoolExecutor(
                AT_ONCE, AT_ONCE, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING, true), task -> {
                    var thread = new Thread(task, "godwit-password");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /// Too many passwords wait to be checked.
    static final class BusyException extends Exception {
        private static final long serialVersionUID = 1L;

        BusyException() {
            super("too many passwords wait to be checked");
        }
    }

    String hash(String password) throws BusyException {
        return await(() -> hashNow(password));
    }

    boolean matches(String password, String hash) throws BusyException {
        return await(() -> check(password, hash));
    }

    /// Costs what a wrong password costs, so that nobody can tell from the time whether a name exists.
    void matchNobody(String password) throws BusyException {
        await(() -> {
            String hash = nobodys;
            if (hash == null) {
                hash = hashNow("nobody");
                nobodys = hash;
            }
            return check(password, hash);
        });
    }

    private String hashNow(String password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return Argon2.of(bytes(password), salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES)
                .text();
    }

    private static boolean check(String password, String hash) {
        return Argon2.parse(hash).matches(bytes(password));
    }

    /// The same characters are the same password, whichever keyboard composed them (RFC 8265 OpaqueString).
    private static byte[] bytes(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(UTF_8);
    }

    private <T> T await(Callable<T> work) throws BusyException {
        Future<T> future;
        try {
            future = threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw new BusyException();
        }
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(false);
            throw new BusyException();
        } catch (InterruptedException e) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            throw new BusyException();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password could not be checked", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
