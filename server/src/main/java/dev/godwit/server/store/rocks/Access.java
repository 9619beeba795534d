package dev.godwit.server.store.rocks;

import dev.godwit.server.log.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/// The way of readers to the database while it is open. Readers never wait for one that is being closed or reopened:
/// they fail with [StoreException.Unknown]; closing waits for the readers that are inside.
final class Access {
    private static final int MAX_WAITING = 10_000;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final ExecutorService readers;
    private @Nullable Database database;

    /// Taken into account before the lock, so that a stream of readers cannot keep the one out who shuts.
    private volatile boolean shutting = true;

    interface Read<T> {
        T from(Database database) throws Exception;
    }

    Access(int threads) {
        var pool = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), reader -> {
                    var thread = new Thread(reader, "godwit-store-reader");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.readers = pool;
    }

    void open(Database opened) {
        lock.writeLock().lock();
        try {
            database = opened;
            shutting = false;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// Shuts readers out, then frees the database.
    void shut() {
        shutting = true;
        lock.writeLock().lock();
        try {
            var closing = database;
            database = null;
            if (closing != null) {
                closing.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    void stop() {
        readers.shutdown();
    }

    /// On the calling thread; only for what memory alone can answer.
    <T> T now(Read<T> read) {
        if (shutting || !lock.readLock().tryLock()) {
            throw unavailable();
        }
        try {
            if (database == null) {
                throw unavailable();
            }
            return read.from(database);
        } catch (StoreException e) {
            throw e;
        } catch (RocksDBException e) {
            throw new StoreException.Unknown("The store could not be read.", e);
        } catch (Exception e) {
            throw new StoreException.Unknown("The store holds something that this program cannot read.", e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /// On a reader of the store's.
    <T> CompletableFuture<T> later(Read<T> read) {
        var stage = new CompletableFuture<T>();
        try {
            readers.execute(() -> {
                T result;
                try {
                    result = now(read);
                } catch (StoreException e) {
                    stage.completeExceptionally(e);
                    return;
                } catch (Error e) {
                    // It ends this thread; nobody may wait for it for ever.
                    stage.completeExceptionally(new StoreException.Unknown("The store could not be read.", e));
                    throw e;
                }
                stage.complete(result);
            });
        } catch (RejectedExecutionException e) {
            stage.completeExceptionally(new StoreException.Unknown("Too many reads wait, or the store is closed.", e));
        }
        return stage;
    }

    static StoreException unavailable() {
        return new StoreException.Unknown(
                "The store is closed or being reopened.", new IllegalStateException("not open"));
    }
}
