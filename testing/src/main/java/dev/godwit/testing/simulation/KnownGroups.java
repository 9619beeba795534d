package dev.godwit.testing.simulation;

import dev.godwit.protocol.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The groups that were made, and the links that people have passed around.
final class KnownGroups {
    record Link(ConversationId group, String code) {}

    record Made(ConversationId group, Somebody maker) {}

    private final List<Made> groups = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    void made(ConversationId group, Somebody maker) {
        groups.add(new Made(group, maker));
    }

    void passed(Link link) {
        links.add(link);
    }

    int size() {
        return groups.size();
    }

    Optional<Made> anyGroup(RandomGenerator random) {
        return groups.isEmpty() ? Optional.empty() : Optional.of(groups.get(random.nextInt(groups.size())));
    }

    Optional<Link> anyLink(RandomGenerator random) {
        return links.isEmpty() ? Optional.empty() : Optional.of(links.get(random.nextInt(links.size())));
    }
}
