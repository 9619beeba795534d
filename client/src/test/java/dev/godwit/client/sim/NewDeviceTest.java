package dev.godwit.client.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.Conversation;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A device that signs in for the first time, on an account with a past.
class NewDeviceTest {
    private static final int FRIENDS = 16;
    private static final int MESSAGES = 120;
    private static final int SCREENFUL = 50;

    @TempDir
    Path directory;

    /// Everybody has written to Alice, one after the other.
    private static void fill(World world) {
        UserId alice = world.user("alice");
        for (int friend = 0; friend < FRIENDS; friend++) {
            UserId user = world.user("friend" + friend);
            var session = world.server.connect(user, DeviceId.random(world.random), frame -> {});
            for (int number = 0; number < MESSAGES; number++) {
                session.receive(new ClientFrame.Send(
                        ConversationId.direct(alice, user),
                        new ClientMessageId("m" + number),
                        Optional.empty(),
                        Optional.of(alice),
                        Content.message("message " + number)));
            }
        }
    }

    private static List<Integer> sizes(SimDevice device) {
        return device.views().conversations().stream()
                .map(conversation -> shown(device, conversation))
                .toList();
    }

    private static int shown(SimDevice device, Conversation conversation) {
        return device.views()
                .messages(conversation.key(), OptionalLong.empty(), Integer.MAX_VALUE)
                .size();
    }

    private static boolean all(List<Integer> sizes, IntPredicate what) {
        return sizes.size() == FRIENDS && sizes.stream().mapToInt(size -> size).allMatch(what);
    }

    private static void checkOrder(List<Integer> sizes) {
        boolean anyDeeper = sizes.stream().anyMatch(size -> size > SCREENFUL);
        assertTrue(!anyDeeper || all(sizes, size -> size >= SCREENFUL), "deeper before all have a screen: " + sizes);
    }

    @Test
    void aScreenOfEachConversationComesBeforeMoreOfAny() {
        try (var world = new World(1, directory)) {
            fill(world);
            world.server.sizes(200, 0);
            SimDevice device = world.device("alice", 0);
            long until = world.now() + 60_000;
            List<Integer> sizes = List.of();
            while (!all(sizes, size -> size == MESSAGES) && world.now() < until) {
                world.pass(60);
                sizes = sizes(device);
                checkOrder(sizes);
            }
            assertTrue(all(sizes, size -> size == MESSAGES), "incomplete: " + sizes);
            assertTrue(world.server.pages() <= 2 * FRIENDS, world.server.pages() + " pages");
        }
    }

    @Test
    void whatTheScreenShowsComesFirst() {
        try (var world = new World(2, directory)) {
            fill(world);
            world.server.sizes(200, 0);
            SimDevice device = world.device("alice", 0);
            UserId last = world.user("friend" + (FRIENDS - 1));
            device.watch(ConversationId.direct(device.user, last));
            int shown = 0;
            while (shown < MESSAGES && world.now() < 60_000) {
                world.pass(20);
                shown = device.views()
                        .find(last.value())
                        .map(conversation -> shown(device, conversation))
                        .orElse(0);
            }
            assertEquals(MESSAGES, shown);
            assertTrue(sizes(device).stream().anyMatch(size -> size < SCREENFUL), "the others were as fast");
        }
    }

    @Test
    void aKilledOneGoesOnWhereItWas() {
        try (var world = new World(3, directory)) {
            fill(world);
            world.server.sizes(20, 2);
            SimDevice device = world.device("alice", 0);
            int whole = FRIENDS * ((MESSAGES - 2 + 1 + 19) / 20);
            while (world.server.pages() < whole / 2) {
                world.pass(20);
            }
            List<Integer> before = sizes(device);
            device.crash();
            assertEquals(before, sizes(device));
            assertTrue(world.settle(60_000));
            assertTrue(all(sizes(device), size -> size == MESSAGES));
            assertTrue(
                    world.server.pages() <= whole + 4,
                    world.server.pages() + " pages, of which " + whole + " would have been enough");
        }
    }
}
