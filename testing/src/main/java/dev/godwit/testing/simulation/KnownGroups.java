package dev.godwit.testing.simulation;

import dev.godwit.protocol.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The groups that were made, and the links that people have passed around.
final class KnownGroups {
    record Link(ConversationId group, String code) {}

    private final List<ConversationId> groups = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();

    void made(ConversationId group) {
        groups.add(group);
    }

    void passed(Link link) {
        links.add(link);
    }

    int size() {
        return groups.size();
    }

    Optional<ConversationId> anyGroup(RandomGenerator random) {
        return groups.isEmpty() ? Optional.empty() : Optional.of(groups.get(random.nextInt(groups.size())));
    }

    Optional<Link> anyLink(RandomGenerator random) {
        return links.isEmpty() ? Optional.empty() : Optional.of(links.get(random.nextInt(links.size())));
    }
}
