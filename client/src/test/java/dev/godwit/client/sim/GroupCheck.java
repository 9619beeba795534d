package dev.godwit.client.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Group;
import dev.godwit.client.view.Member;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Whether, with everything settled, each device shows one group as the server has it.
final class GroupCheck {
    /// What a group may answer to who comes too late, or may not.
    private static final Set<String> REASONS = Set.of(
            Code.NOT_A_MEMBER.wire(),
            Code.NO_CONVERSATION.wire(),
            Code.NOT_ALLOWED.wire(),
            Code.NO_CHANGE.wire(),
            Code.STALE.wire(),
            Code.BAD_CONTENT.wire());

    private final World world;
    private final ConversationId group;
    private final String seed;

    GroupCheck(World world, ConversationId group, String seed) {
        this.world = world;
        this.group = group;
        this.seed = seed;
    }

    void all() {
        Map<UserId, Integer> unread = new HashMap<>();
        for (int i = 0; i < world.devices.size(); i++) {
            SimDevice device = world.devices.get(i);
            String who = seed + ": device " + i + " of " + device.user;
            device.views().outbox().forEach(item -> decided(item, who));
            Optional<Conversation> here = device.views().find(group.value());
            List<Entry> visible = world.server.visible(group, device.user);
            assertTrue(here.isPresent() || visible.isEmpty(), who + " knows nothing of the group");
            if (here.isPresent()) {
                log(device, here.get(), visible, who);
                people(device, here.get(), who);
                // Nobody hears of it any more how far somebody has read who is out.
                if (world.server.members(group).containsKey(device.user)) {
                    Integer elsewhere =
                            unread.putIfAbsent(device.user, here.get().unread());
                    assertTrue(
                            elsewhere == null || elsewhere == here.get().unread(),
                            who + ": " + here.get().unread() + " unread, elsewhere " + elsewhere);
                }
            }
        }
        long head = world.server.log(group).size();
        world.server
                .members(group)
                .keySet()
                .forEach(user -> assertEquals(
                        head, world.server.cursor(group, user).delivered(), seed + ": receipts of " + user));
    }

    private static void decided(OutboxItem item, String who) {
        var failed = assertInstanceOf(MessageState.Failed.class, item.state(), () -> who + ": " + item);
        assertTrue(REASONS.contains(failed.code()), () -> who + ": " + item);
    }

    private void log(SimDevice device, Conversation here, List<Entry> visible, String who) {
        List<Message> lines = device.views().messages(here.key(), OptionalLong.empty(), Integer.MAX_VALUE);
        Map<Long, String> texts = new TreeMap<>();
        Set<Long> changes = new HashSet<>();
        for (Message line : lines) {
            if (line.seq().isEmpty() || line.deleted()) {
                continue;
            }
            if (line.kind().equals(Kinds.MESSAGE)) {
                texts.put(line.seq().getAsLong(), line.text());
            } else {
                changes.add(line.seq().getAsLong());
            }
        }
        assertEquals(projected(visible), texts, who + ": messages");
        assertEquals(
                visible.stream()
                        .filter(entry -> entry.content().kind().startsWith("group."))
                        .filter(entry -> !entry.content().kind().endsWith("link"))
                        .map(Entry::seq)
                        .collect(Collectors.toSet()),
                changes,
                who + ": changes of the group");
        assertTrue(visible.isEmpty() || here.complete(), who + ": history");
    }

    private void people(SimDevice device, Conversation here, String who) {
        Map<UserId, Role> there = world.server.members(group);
        assertEquals(
                Optional.ofNullable(there.get(device.user)), here.group().flatMap(Group::role), who + ": own role");
        if (there.containsKey(device.user)) {
            Map<UserId, Role> known = device.views().members(here.key()).stream()
                    .collect(Collectors.toMap(Member::user, Member::role, (a, b) -> a, TreeMap::new));
            assertEquals(there, known, who + ": members");
            assertEquals(world.server.title(group), here.title(), who + ": title");
        }
    }

    private static Map<Long, String> projected(List<Entry> log) {
        Map<Long, String> texts = new TreeMap<>();
        for (Entry entry : log) {
            String text = entry.content().body().data();
            long target = entry.content().target().orElse(0);
            switch (entry.content().kind()) {
                case Kinds.MESSAGE -> texts.put(entry.seq(), text);
                case Kinds.EDIT -> texts.computeIfPresent(target, (seq, old) -> text);
                case Kinds.DELETE -> texts.remove(target);
                default -> {}
            }
        }
        return texts;
    }

    static boolean has(SimDevice device, long conversation, int number) {
        return device.views().messages(conversation, OptionalLong.empty(), Integer.MAX_VALUE).stream()
                .anyMatch(message -> message.text().startsWith("#" + number + " "));
    }

    static int number(String text) {
        return Integer.parseInt(text.substring(1, text.indexOf(' ')));
    }

    /// Everything that somebody wrote is in the log, once and in the order of its device, or still with them and
    /// failed: on whichever of their devices it was changed last, while it waited to come back.
    void written(List<Map<Integer, String>> wanted, boolean inOrder) {
        Map<Integer, Integer> places = new HashMap<>();
        int place = 0;
        for (Entry entry : world.server.log(group)) {
            if (entry.content().kind().equals(Kinds.MESSAGE)) {
                int number = number(entry.content().body().data());
                assertTrue(places.put(number, place++) == null, seed + ": message " + number + " is there twice");
            }
        }
        for (int i = 0; i < wanted.size(); i++) {
            UserId writer = world.devices.get(i).user;
            Set<Integer> failed = world.devices.stream()
                    .filter(device -> device.user.equals(writer))
                    .flatMap(device -> device.views().outbox().stream())
                    .filter(item -> item.text().startsWith("#"))
                    .map(item -> number(item.text()))
                    .collect(Collectors.toSet());
            int last = -1;
            for (int number : wanted.get(i).keySet()) {
                Integer there = places.get(number);
                assertTrue(there != null || failed.contains(number), seed + ": message " + number + " is lost");
                if (there != null) {
                    assertTrue(!inOrder || there > last, seed + ": message " + number + " is out of order");
                    last = there;
                }
            }
        }
    }

    String stand() {
        var out = new StringBuilder();
        for (SimDevice device : world.devices) {
            out.append(device.user).append(' ').append(device.status()).append('\n');
            device.views()
                    .outbox()
                    .forEach(item -> out.append("  ").append(item).append('\n'));
        }
        return out.toString();
    }
}
