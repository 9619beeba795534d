package dev.godwit.server.store.rocks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.godwit.server.store.rocks.StoreOpenException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;

/// Opens the directory of a store, or says why not. The format stands in the database and, so that nothing
/// has to be opened to read it, in a file beside it.
final class DataDirectory {
    static final int FORMAT = 2;
    static final String FORMAT_FILE = "FORMAT";
    static final byte[] META_FORMAT = "format".getBytes(US_ASCII);
    static final byte[] META_EPOCH = "epoch".getBytes(US_ASCII);
    static final byte[] META_STAMP = "stamp".getBytes(US_ASCII);
    private static final int EPOCH_BYTES = 16;

    private final Path directory;
    private final Options options;

    DataDirectory(Path directory, Options options) {
        this.directory = directory;
        this.options = options;
    }

    Database open() {
        boolean marked = prepare();
        Database database;
        try {
            database = new Database(directory, options);
        } catch (RocksDBException e) {
            throw refusal(e);
        }
        try {
            boolean current = checkMeta(database);
            if (!marked) {
                mark();
            }
            if (!current) {
                // Behind the file: a crash in between leaves a directory that only this format may open.
                raise(database);
            }
            return database;
        } catch (RocksDBException e) {
            database.close();
            throw refusal(e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// Whether the directory is marked with this program's format already.
    private boolean prepare() {
        boolean current;
        try {
            Files.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                throw notWritable(null);
            }
            Path file = directory.resolve(FORMAT_FILE);
            if (!Files.exists(file)) {
                return false;
            }
            current = isCurrent(Files.readString(file, US_ASCII).strip());
        } catch (IOException e) {
            throw notWritable(e);
        }
        if (!Files.exists(directory.resolve("CURRENT"))) {
            // Opening would quietly begin an empty store in the place of one that was there.
            throw damaged("the file CURRENT is missing", null);
        }
        return current;
    }

    /// False for an older format, which this program goes on with. A newer one is refused.
    private boolean isCurrent(String text) {
        int format;
        try {
            format = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw damaged("its format is '" + text + "'", e);
        }
        if (format > FORMAT) {
            throw new StoreOpenException(
                    Reason.NEWER_FORMAT,
                    String.format(
                            Locale.ROOT,
                            "This data directory was written by a newer Godwit (format %d); this program reads format "
                                    + "%d. Upgrade Godwit, nothing was changed. (%s)",
                            format,
                            FORMAT,
                            directory));
        }
        return format == FORMAT;
    }

    /// As [#isCurrent]; a new store begins with this program's format.
    private boolean checkMeta(Database database) throws RocksDBException {
        byte[] format = database.get(Family.META, META_FORMAT);
        if (format != null) {
            return isCurrent(new String(format, US_ASCII));
        }
        try (var batch = new WriteBatch()) {
            putFormat(batch, database);
            database.put(
                    batch, Family.META, META_EPOCH, newEpoch(options.random()).getBytes(US_ASCII));
            database.put(batch, Family.META, META_STAMP, Values.number(0));
            database.rocks().write(database.synced, batch);
        }
        return true;
    }

    /// All that it takes: what is older than this format is read as it is, and changes when it is written
    /// anew.
    private static void raise(Database database) throws RocksDBException {
        try (var batch = new WriteBatch()) {
            putFormat(batch, database);
            database.rocks().write(database.synced, batch);
        }
    }

    private static void putFormat(WriteBatch batch, Database database) throws RocksDBException {
        database.put(batch, Family.META, META_FORMAT, Integer.toString(FORMAT).getBytes(US_ASCII));
    }

    private void mark() {
        Path draft = directory.resolve(FORMAT_FILE + ".new");
        try {
            try (var file = FileChannel.open(draft, CREATE, WRITE, TRUNCATE_EXISTING)) {
                var text = ByteBuffer.wrap((FORMAT + "\n").getBytes(US_ASCII));
                while (text.hasRemaining()) {
                    file.write(text);
                }
                file.force(true);
            }
            Files.move(draft, directory.resolve(FORMAT_FILE), ATOMIC_MOVE);
            syncDirectory(directory);
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                syncDirectory(parent);
            }
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    static String newEpoch(RandomGenerator random) {
        byte[] bytes = new byte[EPOCH_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// See [RocksStore#renewEpoch].
    static String renewEpoch(Path directory) {
        var data = new DataDirectory(directory, Options.defaults());
        if (!Files.exists(directory.resolve(FORMAT_FILE))) {
            throw data.damaged("there is no store in it", null);
        }
        String epoch = newEpoch(new SecureRandom());
        try (var database = data.open();
                var batch = new WriteBatch()) {
            database.put(batch, Family.META, META_EPOCH, epoch.getBytes(US_ASCII));
            database.rocks().write(database.synced, batch);
            return epoch;
        } catch (RocksDBException e) {
            throw data.refusal(e);
        }
    }

    private StoreOpenException refusal(RocksDBException e) {
        String detail = String.valueOf(e.getMessage());
        Status status = e.getStatus();
        if (detail.contains("lock ") && detail.contains("LOCK")) {
            return new StoreOpenException(
                    Reason.IN_USE,
                    "Another process is using the data directory " + directory
                            + ". Stop the other Godwit first, or choose another directory with --data.",
                    e);
        }
        if (detail.contains("No space left") || (status != null && status.getSubCode() == Status.SubCode.NoSpace)) {
            return new StoreOpenException(
                    Reason.DISK_FULL,
                    "The disk that holds " + directory + " is full. Make room and start again; nothing was lost.",
                    e);
        }
        if (detail.contains("Permission denied") || detail.contains("Read-only file system")) {
            return notWritable(e);
        }
        return damaged(detail, e);
    }

    private StoreOpenException notWritable(@Nullable Throwable cause) {
        return refused(
                Reason.NOT_WRITABLE,
                "Godwit cannot write to the data directory " + directory
                        + ". Give this user the right to write there, or choose another directory with --data.",
                cause);
    }

    private StoreOpenException damaged(String detail, @Nullable Throwable cause) {
        return refused(
                Reason.DAMAGED,
                "The store in " + directory + " cannot be read: " + detail
                        + ". Keep a copy of the directory as it is, then restore it from a backup.",
                cause);
    }

    private static StoreOpenException refused(Reason reason, String message, @Nullable Throwable cause) {
        return cause == null ? new StoreOpenException(reason, message) : new StoreOpenException(reason, message, cause);
    }
}
