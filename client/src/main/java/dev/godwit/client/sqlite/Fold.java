package dev.godwit.client.sqlite;

import dev.godwit.protocol.GroupLink;
import java.util.List;
import java.util.Optional;

/// From what held at a seq and the facts behind it to what holds now. Facts come in the order of their
/// seqs, whatever order they arrived in, and some may be missing yet.
final class Fold {
    private Fold() {}

    /// @param role  empty text for who is no member
    /// @param since seq of the entry that took them in; 0 if it is not here
    record Membership(String role, long since) {
        boolean isIn() {
            return !role.isEmpty();
        }
    }

    /// @param base what held at `seq`
    static Membership member(String base, long seq, List<GroupFact> facts) {
        String role = base;
        long since = 0;
        for (GroupFact fact : facts) {
            boolean counts = fact.seq() > seq;
            switch (fact.what()) {
                case GroupFact.IN -> {
                    // Whoever is in stays what they are.
                    boolean enters = counts && role.isEmpty();
                    since = enters || since == 0 ? fact.seq() : since;
                    role = enters ? fact.value() : role;
                }
                case GroupFact.OUT -> {
                    since = 0;
                    role = counts ? "" : role;
                }
                default -> role = counts ? fact.value() : role;
            }
        }
        return new Membership(role, role.isEmpty() ? 0 : since);
    }

    /// What one thing is set to; of several the last one.
    static Optional<String> value(Optional<String> base, long seq, List<GroupFact> facts) {
        Optional<String> value = base;
        for (GroupFact fact : facts) {
            if (fact.seq() > seq) {
                value = Optional.of(fact.value());
            }
        }
        return value;
    }

    /// A link that works, as far as the facts go.
    static Optional<GroupLink> link(String code, Optional<String> base, long seq, List<GroupFact> facts) {
        Optional<GroupLink> link = base.map(value -> link(code, value));
        for (GroupFact fact : facts) {
            if (fact.seq() > seq) {
                link = switch (fact.what()) {
                    case GroupFact.MADE -> Optional.of(link(code, fact.value()));
                    case GroupFact.USED -> link.flatMap(Fold::used);
                    default -> Optional.empty();
                };
            }
        }
        return link;
    }

    private static GroupLink link(String code, String value) {
        int blank = value.indexOf(' ');
        return new GroupLink(
                code, Long.parseLong(value, 0, blank, 10), Long.parseLong(value, blank + 1, value.length(), 10));
    }

    private static Optional<GroupLink> used(GroupLink link) {
        return switch ((int) Math.min(link.uses(), 2)) {
            case 0 -> Optional.of(link);
            case 1 -> Optional.empty();
            default -> Optional.of(new GroupLink(link.code(), link.uses() - 1, link.until()));
        };
    }
}
