package dev.godwit.server.store;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Appends to a few conversations at once, each as soon as the one before has completed, until something
/// fails. Every entry follows from its conversation and seq, so that it can be checked without having been
/// remembered.
public final class CrashWorkload {
    public static final List<ConversationId> CONVERSATIONS = IntStream.range(0, 8)
            .mapToObj(i -> ConversationId.account(UserId.random(new Random(100 + i))))
            .toList();

    private static final List<UserId> PEOPLE = IntStream.range(0, 10)
            .mapToObj(i -> UserId.random(new Random(300 + i)))
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
                conversation, seq - 1, List.of(entry(conversation, seq)), List.of(), state(seq), touched(seq));
        log.append(append).thenAccept(stamp -> {
            acked.accept(new Acked(conversation, seq, stamp));
            next(conversation, seq + 1);
        });
    }

    /// Each entry takes in or removes one of a few people, and settles a fact or forgets another.
    private static Touched touched(long seq) {
        return new Touched(Set.of(person(seq)), Set.of(settled(seq), forgotten(seq)));
    }

    /// As the first `seq` entries leave it; entries older than the last few dozens make no difference.
    public static ConversationState state(long seq) {
        var state = ConversationState.EMPTY;
        for (long each = Math.max(1, seq - 60); each <= seq; each++) {
            boolean joins = each / PEOPLE.size() % 2 == 0;
            var stay = joins ? Stay.from(each) : new Stay(1, each, each);
            var role = joins ? Optional.of(Role.MEMBER) : Optional.<Role>empty();
            state = state.with(person(each), new Person(List.of(stay), role, !joins))
                    .withFact(settled(each), Optional.of("as of " + each))
                    .withFact(forgotten(each), Optional.empty());
        }
        return state;
    }

    private static UserId person(long seq) {
        return PEOPLE.get((int) (seq % PEOPLE.size()));
    }

    private static String settled(long seq) {
        return "fact " + seq % 7;
    }

    private static String forgotten(long seq) {
        return "fact " + (seq + 3) % 7;
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
