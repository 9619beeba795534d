package dev.godwit.server.store.rocks;

import static dev.godwit.server.store.Samples.ALICE_BOB;
import static dev.godwit.server.store.Waiting.await;

import dev.godwit.protocol.Entry;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.StoreException;
import dev.godwit.server.store.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// What happens in [TinyDiskTest], on a file system of 96 MiB.
final class TinyDiskChild {
    private static final long MIB = 1024 * 1024;
    private static final int TEXT_BYTES = 16 * 1024;
    /// RocksDB needs some room for a while when it writes tables anew.
    private static final long RESERVE = 24 * MIB;

    private final Path ballast;
    private final RocksStore store;
    private final LogStore log;
    private long acked;

    private TinyDiskChild(Path mount, long reserve) throws IOException {
        ballast = Files.write(mount.resolve("ballast"), new byte[(int) (20 * MIB)]);
        store = RocksStore.open(
                mount.resolve("log"),
                Options.defaults().withReserveBytes(reserve).small());
        log = store.log();
    }

    public static void main(String[] args) throws IOException {
        Path mount = Path.of(args[1]);
        if (args[0].equals("reserve")) {
            new TinyDiskChild(mount, RESERVE).fillToTheReserve(mount);
        } else {
            new TinyDiskChild(mount, 0).fillToTheLastByte(mount);
        }
        System.out.println("done");
    }

    private void fillToTheReserve(Path mount) throws IOException {
        StoreException fault = appendUntilFault();
        check(fault instanceof StoreException.Full, "the fault is Full: " + fault + ", after " + acked + " entries");
        long left = Files.getFileStore(mount).getUsableSpace();
        check(left > RESERVE / 4, "the reserve is there: " + left);
        checkEverythingIsRead(log);
        check(appendUntilFault() instanceof StoreException.Full, "it stays full");
        checkEverythingIsRead(log);
        recover(mount);
    }

    private void fillToTheLastByte(Path mount) throws IOException {
        check(appendUntilFault() instanceof StoreException.Unknown, "the fault is Unknown");
        recover(mount);
    }

    private void recover(Path mount) throws IOException {
        System.out.println(acked + " entries before it was full");
        Files.delete(ballast);
        long deadline = System.nanoTime() + 30_000_000_000L;
        long goal = acked + 100;
        while (acked < goal) {
            appendUntilFault(goal);
            check(System.nanoTime() < deadline, "appends go on when there is room");
        }
        checkEverythingIsRead(log);
        store.close();
        try (var again =
                RocksStore.open(mount.resolve("log"), Options.defaults().small())) {
            checkEverythingIsRead(again.log());
        }
    }

    private StoreException appendUntilFault() {
        return appendUntilFault(Long.MAX_VALUE);
    }

    private StoreException appendUntilFault(long goal) {
        try {
            while (acked < goal) {
                await(log.append(Samples.append(acked, entry(acked + 1))));
                acked++;
            }
            return new StoreException.Conflict("no fault");
        } catch (StoreException.Conflict e) {
            // The one whose fate was unknown is there.
            acked = await(log.head(ALICE_BOB)).orElseThrow().seq();
            return e;
        } catch (StoreException e) {
            return e;
        }
    }

    private void checkEverythingIsRead(LogStore from) {
        long seq = 0;
        while (seq < acked) {
            for (var item : await(from.readAfter(ALICE_BOB, seq, 100, (int) MIB))) {
                seq++;
                check(item.equals(entry(seq)), "entry " + seq + " is what was appended");
            }
        }
        check(List.of().equals(await(from.readAfter(ALICE_BOB, acked + 1, 1, 1))), "there is not more");
    }

    /// Text that does not compress well.
    private static Entry entry(long seq) {
        byte[] bytes = new byte[TEXT_BYTES / 2];
        new Random(seq).nextBytes(bytes);
        return Samples.entry(seq, "id-" + seq, HexFormat.of().formatHex(bytes));
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("does not hold: " + what);
        }
    }
}
