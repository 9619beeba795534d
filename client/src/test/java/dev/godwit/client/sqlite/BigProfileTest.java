package dev.godwit.client.sqlite;

import static dev.godwit.client.sqlite.ProfileFixture.BOB;
import static dev.godwit.client.sqlite.ProfileFixture.ME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.core.Person;
import dev.godwit.client.core.StoreOp;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// 500 conversations with 100,000 messages, written as the engine writes them: what a screen shows comes at
/// once. The bounds are many times what it takes, for slow machines; the medians are printed.
class BigProfileTest {
    private static final int PAIRS = 400;
    private static final int GROUPS = 100;
    private static final int MEMBERS = 40;
    private static final int EACH = 200;
    private static final String[] WORDS = {
        "harbour", "tide", "Überfahrt", "godwit", "mudflat", "ferry", "lunch", "tomorrow", "again", "noon", "bridge"
    };

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @TempDir
    Path directory;

    private final Random random = new Random(42);
    private final List<UserId> people = new ArrayList<>();
    private ProfileFixture profile;

    @SuppressWarnings("NullAway.Init") // made by the test
    BigProfileTest() {}

    private String text(int number) {
        var text = new StringBuilder("Message " + number);
        for (int i = 0; i < 12; i++) {
            text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    private Entry message(long seq, UserId other, int number) {
        UserId from = random.nextBoolean() ? other : ME;
        return ProfileFixture.entry(seq, from, "m" + number, Content.message(text(number)));
    }

    private void fill(ConversationId id, UserId other, List<StoreOp> first, int number) {
        var ops = new ArrayList<StoreOp>(first);
        var entries = new ArrayList<Entry>();
        for (int seq = 2; seq <= EACH + 1; seq++) {
            entries.add(message(seq, other, number * EACH + seq));
        }
        ops.add(new StoreOp.PutEntries(id, entries));
        ops.add(new StoreOp.SetCoverage(id, EACH + 1, "1-" + (EACH + 1)));
        ops.add(new StoreOp.SetCursor(id, other, new Cursor(EACH, EACH / 2)));
        ops.add(new StoreOp.SetSeen(id, random.nextInt(EACH)));
        profile.store.apply(ops);
    }

    private void fill() {
        var names = new ArrayList<Person>();
        for (int i = 0; i < PAIRS; i++) {
            people.add(UserId.random(random));
            names.add(new Person(people.get(i), "person" + i));
        }
        profile.apply(new StoreOp.PutNames(names));
        for (int i = 0; i < PAIRS; i++) {
            UserId other = people.get(i);
            ConversationId id = ConversationId.direct(ME, other);
            fill(id, other, List.of(new StoreOp.SetMembers(id, List.of(ME, other))), i);
        }
        for (int i = 0; i < GROUPS; i++) {
            var members = new ArrayList<GroupView.Member>();
            members.add(new GroupView.Member(ME, Role.ADMIN));
            members.add(new GroupView.Member(BOB, Role.OWNER));
            for (int k = 0; k < MEMBERS; k++) {
                members.add(new GroupView.Member(people.get((i + k) % PAIRS), Role.MEMBER));
            }
            var view = new GroupView(
                    1,
                    "Group " + i,
                    0,
                    History.ALL,
                    false,
                    members.size(),
                    Optional.of(Role.ADMIN),
                    members,
                    List.of());
            ConversationId id = ConversationId.group(BOB, "n" + i);
            fill(id, people.get(i), List.of(new StoreOp.SetGroup(id, view)), PAIRS + i);
        }
    }

    /// Milliseconds that this thread was at work, warm: others on the same machine do not count.
    private static <T> double median(String what, Supplier<T> query) {
        var times = new double[15];
        for (int i = -10; i < times.length; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            var unused = query.get();
            if (i >= 0) {
                times[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        double median = times[times.length / 2];
        System.out.printf("%-28s %8.2f ms%n", what, median);
        return median;
    }

    @Test
    void aScreenComesAtOnceFromFiveHundredConversationsWithAHundredThousandMessages() {
        try (var opened = new ProfileFixture(directory.resolve("big"))) {
            profile = opened;
            long start = THREADS.getCurrentThreadCpuTime();
            fill();
            System.out.printf("%-28s %8.0f ms%n", "fill", (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
            List<Conversation> list = profile.views.conversations();
            assertEquals(PAIRS + GROUPS, list.size());
            assertTrue(list.stream().anyMatch(each -> each.unread() > 50));
            long key = list.get(7).key();
            List<Message> found = profile.views.search("uberf noon", 50);
            assertEquals(50, found.size());
            assertTrue(found.stream().allMatch(each -> each.text().contains("Überfahrt")));
            for (int i = 1; i < found.size(); i++) {
                assertTrue(!found.get(i).at().isAfter(found.get(i - 1).at()), "newest first");
            }
            double listing = median("conversations", profile.views::conversations);
            double page = median("messages, 50", () -> profile.views.messages(key, OptionalLong.empty(), 50));
            double search = median("search, two words", () -> profile.views.search("uberf noon", 50));
            double letter = median("search, one letter", () -> profile.views.search("m", 50));
            double outbox = median("outbox", profile.views::outbox);
            double sending = median("send", () -> profile.writes.send(key, "One more, about the harbour"));
            int[] seq = {EACH + 1};
            ConversationId id = list.get(7).id().orElseThrow();
            double receiving = median("receive and list again", () -> {
                seq[0]++;
                profile.apply(
                        new StoreOp.PutEntries(id, List.of(message(seq[0], people.get(0), 1_000_000 + seq[0]))),
                        new StoreOp.SetCoverage(id, seq[0], "1-" + seq[0]));
                return profile.views.conversations();
            });
            assertTrue(listing < 250, "conversations: " + listing);
            assertTrue(page < 100, "messages: " + page);
            assertTrue(search < 250, "search: " + search);
            assertTrue(letter < 500, "search for a letter: " + letter);
            assertTrue(outbox < 100, "outbox: " + outbox);
            assertTrue(sending < 500, "send: " + sending);
            assertTrue(receiving < 500, "receive: " + receiving);
        }
    }
}
