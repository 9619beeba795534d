package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.Conversation;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.History;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.Profile;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A new device of somebody with 500 conversations and 100,000 messages: at once usable, complete in the
/// end, also when it is interrupted.
class NewDeviceTest {
    private static final int CONVERSATIONS = Integer.getInteger("godwit.conversations", 500);
    private static final int MESSAGES = Integer.getInteger("godwit.messages", 100_000);
    private static final int SCREEN = 30;

    /// The target is 1 s; a busy machine gets some more here, the figure is printed.
    private static final Duration FIRST_SCREEN = Duration.ofSeconds(5);

    /// The target is 50 ms.
    private static final Duration SWITCH = Duration.ofMillis(250);

    @TempDir
    Path directory;

    @Test
    @Timeout(900)
    void theFirstScreenIsThereAtOnceAndTheWholeHistoryComesAlsoAfterAnInterruption() throws InterruptedException {
        try (var server = ServerProcess.start(directory.resolve("data"))) {
            List<Person> people = People.register(server, "alice", "bob", "carol", "dave", "erin", "frank");
            Person alice = people.getFirst();
            fill(server, alice, people.subList(1, people.size()));
            try (var device = Profile.signedIn(directory.resolve("new"), "http://127.0.0.1:" + server.port(), alice)) {
                Duration firstScreen = timed(() -> {
                    device.godwit().start();
                    Await.until("the first screen", FIRST_SCREEN, () -> showsTheFirstScreen(device));
                    return true;
                });
                long switching = median(switches(device, 40));
                device.godwit().stop();
                long early = here(device);
                device.godwit().start();
                Duration whole = timed(() -> {
                    Await.until(() -> here(device) + " of " + MESSAGES, Duration.ofMinutes(5), () -> complete(device));
                    return true;
                });
                long settled = median(switches(device, 40));
                assertEquals(MESSAGES, here(device));
                assertTrue(settled <= SWITCH.toNanos(), () -> "switching takes " + settled / 1_000_000 + " ms");
                System.out.printf(
                        "new device, %d conversations, %d messages: first screen %d ms; interrupted with %d messages;"
                                + " whole history %d ms after that; switching %d ms (median) while it came, %d ms after%n",
                        CONVERSATIONS,
                        MESSAGES,
                        firstScreen.toMillis(),
                        early,
                        whole.toMillis(),
                        switching / 1_000_000,
                        settled / 1_000_000);
            }
        }
    }

    private static boolean showsTheFirstScreen(Profile device) {
        List<Conversation> list = device.godwit().conversations();
        if (list.size() < Math.min(SCREEN, CONVERSATIONS)) {
            return false;
        }
        Conversation newest = list.getFirst();
        return newest.title().equals("Group " + (CONVERSATIONS - 1))
                && list.stream().limit(SCREEN).allMatch(each -> each.last().isPresent())
                && device.godwit()
                                .messages(newest.key(), OptionalLong.empty(), SCREEN)
                                .size()
                        >= SCREEN;
    }

    private static boolean complete(Profile device) {
        var list = device.godwit().conversations();
        return list.size() == CONVERSATIONS && list.stream().allMatch(Conversation::complete);
    }

    private static long here(Profile device) {
        return device.godwit().conversations().stream()
                .mapToLong(conversation ->
                        device.godwit().messages(conversation.key(), OptionalLong.empty(), MESSAGES).stream()
                                .filter(message -> message.kind().equals("message"))
                                .count())
                .sum();
    }

    /// What an application does when its user picks another conversation: the list, and the newest
    /// messages.
    private static List<Long> switches(Profile device, int count) {
        var list = device.godwit().conversations();
        return IntStream.range(0, count)
                .mapToObj(i -> timed(() -> {
                            device.godwit().conversations();
                            return device.godwit()
                                    .messages(list.get(i * 11 % list.size()).key(), OptionalLong.empty(), 50);
                        })
                        .toNanos())
                .sorted()
                .toList();
    }

    private static long median(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    private static Duration timed(Callable<?> work) {
        long start = System.nanoTime();
        try {
            work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Groups of several people with Alice, filled side by side, since each may send so much a second only.
    /// The last group's last message comes last.
    private static void fill(ServerProcess server, Person alice, List<Person> others) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        var faults = new ConcurrentLinkedQueue<Throwable>();
        for (int who = 0; who < others.size(); who++) {
            Person owner = others.get(who);
            int first = who;
            threads.add(Thread.ofPlatform()
                    .uncaughtExceptionHandler((thread, fault) -> faults.add(fault))
                    .start(() -> {
                        try (var wire = Wire.open(server.port(), owner.token())) {
                            for (int group = first; group < CONVERSATIONS; group += others.size()) {
                                fill(wire, owner, alice, group);
                            }
                        }
                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), List.copyOf(faults));
        int last = CONVERSATIONS - 1;
        Person owner = others.get(last % others.size());
        try (var wire = Wire.open(server.port(), owner.token())) {
            Chat.deliver(wire, send(groupOf(owner, last), Content.message("the newest of all")));
        }
    }

    private static void fill(Wire wire, Person owner, Person alice, int group) {
        var id = groupOf(owner, group);
        var sends = new ArrayList<ClientFrame.Send>();
        var create = new GroupChange.Create("group-" + group, "Group " + group, History.JOINED);
        sends.add(send(id, GroupChangeCodec.write(create)));
        sends.add(send(id, GroupChangeCodec.write(new GroupChange.Add(List.of(alice.user())))));
        int count = MESSAGES / CONVERSATIONS - (group == CONVERSATIONS - 1 ? 1 : 0);
        for (int i = 1; i <= count; i++) {
            sends.add(send(id, Content.message("message " + i + " of group " + group + ", about nothing much")));
        }
        sends.forEach(wire::send);
        var last = sends.getLast().id();
        wire.await(ServerFrame.Sent.class, sent -> sent.id().equals(last), Duration.ofMinutes(1));
        drain(wire);
    }

    private static ConversationId groupOf(Person owner, int group) {
        return ConversationId.group(owner.user(), "group-" + group);
    }

    private static void drain(Wire wire) {
        boolean more = true;
        while (more) {
            more = wire.take(ServerFrame.Sent.class, sent -> true).isPresent();
        }
    }

    private static ClientFrame.Send send(ConversationId conversation, Content content) {
        return new ClientFrame.Send(conversation, Chat.newId(), Optional.empty(), Optional.empty(), content);
    }
}
