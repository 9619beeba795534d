package dev.godwit.cli.demo;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Member;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.Reach;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one person sees of a group at this moment.
///
/// @param role    the person's own; empty for who is not in it (any more)
/// @param members by name
/// @param readers for each own message, by its text, who has read it
record GroupSeen(
        UserId user, Seen log, Optional<Role> role, Map<String, Role> members, Map<String, Set<String>> readers) {
    /// @param group its id
    static GroupSeen by(String owner, Godwit profile, String group) {
        var conversation = profile.find(group);
        var log = Seen.of(owner, profile, conversation);
        var members = new TreeMap<String, Role>();
        conversation.ifPresent(
                c -> profile.groups().members(c.key()).forEach(member -> members.put(name(member), member.role())));
        var readers = new TreeMap<String, Set<String>>();
        for (var message : log.messages()) {
            if (message.mine() && message.change().isEmpty()) {
                readers.put(message.text(), readers(profile, message));
            }
        }
        return new GroupSeen(
                profile.account().orElseThrow().user(),
                log,
                conversation.flatMap(c -> c.group()).flatMap(g -> g.role()),
                members,
                readers);
    }

    private static Set<String> readers(Godwit profile, Message message) {
        var names = new TreeSet<String>();
        profile.reach(message.key()).stream()
                .filter(Reach::read)
                .forEach(each -> names.add(each.name().orElse(each.user().value())));
        return names;
    }

    private static String name(Member member) {
        return member.name().orElse(member.user().value());
    }

    String owner() {
        return log.owner();
    }

    /// Texts of the messages that this person wrote, without changes of the group.
    List<String> wrote() {
        return log.messages().stream()
                .filter(message -> message.mine() && message.change().isEmpty())
                .map(Message::text)
                .toList();
    }

    boolean has(String text) {
        return log.texts().contains(text);
    }

    /// Whether everything own was read by all these.
    boolean isReadBy(Set<String> names) {
        return readers.values().stream().allMatch(each -> each.containsAll(names));
    }
}
