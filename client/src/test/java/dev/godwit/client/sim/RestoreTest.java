package dev.godwit.client.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.Message;
import dev.godwit.protocol.ConversationId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What [RandomSchedule] has found in restores of the server, as stories and with the seeds that showed them.
class RestoreTest {
    @TempDir
    Path directory;

    private static void passUntil(World world, BooleanSupplier reached) {
        long until = world.now() + 10_000;
        while (!reached.getAsBoolean() && world.now() < until) {
            world.pass(20);
        }
        assertTrue(reached.getAsBoolean());
    }

    private static List<String> texts(SimDevice device, ConversationId conversation) {
        long key = device.views().find(conversation.value()).orElseThrow().key();
        return device.views().messages(key, OptionalLong.empty(), 100).stream()
                .map(Message::text)
                .toList();
    }

    @Test
    void newerEditThatTheFasterDeviceBroughtBackIsNotOvertakenByTheOlderOne() {
        try (var world = new World(1, directory)) {
            SimDevice bob = world.device("bob", 0);
            SimDevice phone = world.device("alice", 0);
            SimDevice laptop = world.device("alice", 0);
            ConversationId chat = ConversationId.direct(phone.user, bob.user);
            long message = phone.writes().send("bob", "first");
            world.settle(10_000);
            Map<ConversationId, Object> backup = world.server.backup();
            long head = world.server.log(chat).size();

            laptop.dropPushes = 1;
            phone.writes().edit(message, "older");
            passUntil(world, () -> world.server.log(chat).size() == head + 1);
            world.pass(60);
            laptop.dropPushes = 0;
            phone.writes().edit(message, "newer");
            passUntil(world, () -> texts(laptop, chat).equals(List.of("newer")));
            world.devices.forEach(device -> device.network(false));
            world.server.restore(backup);

            laptop.network(true);
            laptop.tryNow();
            passUntil(world, () -> world.server.log(chat).size() == head + 1);
            world.devices.forEach(device -> {
                device.network(true);
                device.tryNow();
            });
            assertTrue(world.settle(100_000));
            world.devices.forEach(device -> assertEquals(List.of("newer"), texts(device, chat)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 536})
    void theSameAmongMuchElse(int seed) {
        new RandomSchedule(directory, Engines.PLAIN).run(seed, true);
    }
}
