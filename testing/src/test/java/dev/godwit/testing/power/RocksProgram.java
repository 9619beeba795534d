package dev.godwit.testing.power;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.ConversationState.Person;
import dev.godwit.server.log.ConversationState.Stay;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.Touched;
import dev.godwit.server.store.rocks.Options;
import dev.godwit.server.store.rocks.RocksStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/// Appends to some conversations at once and prints `acked CONVERSATION SEQ` for each append that completed; after a
/// fault it asks for the head and goes on.
final class RocksProgram {
    static final Options OPTIONS = Options.defaults().withReserveBytes(0);
    static final List<ConversationId> CONVERSATIONS = IntStream.range(0, 8)
            .mapToObj(i -> ConversationId.account(UserId.random(new Random(100 + i))))
            .toList();
    static final UserId ALICE = UserId.random(new Random(1));
    private static final DeviceId PHONE = DeviceId.random(new Random(2));
    private static final ConversationState STATE =
            ConversationState.EMPTY.with(ALICE, new Person(List.of(Stay.from(1)), Optional.of(Role.MEMBER), false));

    private final LogStore log;
    private final ExecutorService loop = Executors.newSingleThreadExecutor();

    private RocksProgram(LogStore log) {
        this.log = log;
    }

    public static void main(String[] args) throws InterruptedException, RocksDBException {
        if (args[0].equals("unsynced")) {
            appendWithoutSync(args[1]);
            return;
        }
        var program = new RocksProgram(
                RocksStore.open(Path.of(args[1]).resolve("log"), OPTIONS).log());
        CONVERSATIONS.forEach(program::goOn);
        new CountDownLatch(1).await();
    }

    private void goOn(ConversationId conversation) {
        log.head(conversation)
                .whenCompleteAsync(
                        (head, fault) -> {
                            if (fault == null) {
                                append(conversation, head.map(Head::seq).orElse(0L) + 1);
                            } else {
                                goOn(conversation);
                            }
                        },
                        loop);
    }

    private void append(ConversationId conversation, long seq) {
        var append = new Append(
                conversation,
                seq - 1,
                List.of(entry(conversation, seq)),
                List.of(),
                STATE,
                Touched.people(List.of(ALICE)));
        log.append(append)
                .whenCompleteAsync(
                        (stamp, fault) -> {
                            if (fault == null) {
                                System.out.println("acked " + conversation + " " + seq);
                                append(conversation, seq + 1);
                            } else {
                                System.out.println("fault " + fault.getMessage());
                                goOn(conversation);
                            }
                        },
                        loop);
    }

    static Entry entry(ConversationId conversation, long seq) {
        String text = conversation + " " + seq + " " + "x".repeat((int) (seq * 31 % 700));
        return new Entry(
                seq, 1_700_000_000_000L + seq, ALICE, PHONE, new ClientMessageId("m" + seq), Content.message(text));
    }

    /// The mistake that the power cut must find: it says so before the sync.
    private static void appendWithoutSync(String directory) throws RocksDBException {
        RocksDB.loadLibrary();
        try (var db = RocksDB.open(directory + "/log");
                var unsynced = new WriteOptions().setSync(false)) {
            for (long seq = 1; ; seq++) {
                db.put(unsynced, Long.toString(seq).getBytes(US_ASCII), new byte[100]);
                System.out.println("acked " + seq);
            }
        }
    }
}
