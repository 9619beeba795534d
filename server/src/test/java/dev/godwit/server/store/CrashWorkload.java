package dev.godwit.server.store;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.Touched;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Appends to a few conversations at once, each as soon as the one before has completed, until something fails. Every
/// entry follows from its conversation and seq, so that it can be checked without having been remembered.
public final class CrashWorkload {
    public static final List<ConversationId> CONVERSATIONS = IntStream.range(0, 8)
            .mapToObj(i -> ConversationId.account(UserId.random(new Random(100 + i))))
            .toList();

    /// An append that completed.
    public record Acked(ConversationId conversation, long seq, long stamp) {
        /// As one line of text.
        public String line() {
            return conversation + " " + seq + " " + stamp;
        }

        public static Acked parse(String line) {
            String[] fields = line.split(" ", -1);
            return new Acked(new ConversationId(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
        }
    }

    private final LogStore log;
    private final Consumer<Acked> acked;

    public CrashWorkload(LogStore log, Consumer<Acked> acked) {
        this.log = log;
        this.acked = acked;
    }

    /// Begins where the conversations end.
    public void start() {
        for (var conversation : CONVERSATIONS) {
            log.head(conversation)
                    .thenAccept(head -> next(conversation, head.map(Head::seq).orElse(0L) + 1));
        }
    }

    private void next(ConversationId conversation, long seq) {
        var append = new Append(
                conversation, seq - 1, List.of(entry(conversation, seq)), List.of(), Samples.STATE, Touched.NOTHING);
        log.append(append).thenAccept(stamp -> {
            acked.accept(new Acked(conversation, seq, stamp));
            next(conversation, seq + 1);
        });
    }

    public static Entry entry(ConversationId conversation, long seq) {
        String text = "entry " + seq + " of " + conversation + " " + "x".repeat((int) (seq * 31 % 700));
        return new Entry(
                seq,
                1_700_000_000_000L + seq,
                Samples.BOB,
                Samples.PHONE,
                new ClientMessageId("m" + seq),
                Content.message(text));
    }
}
