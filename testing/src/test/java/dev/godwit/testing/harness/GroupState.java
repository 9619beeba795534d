package dev.godwit.testing.harness;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Member;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// A group as one device has it, in a form that can be compared with other devices'; one line of text, no
/// blanks within its parts.
///
/// @param log      `SEQ:SENDER:TEXT` of every line, oldest first
/// @param members  `USER:ROLE`, sorted
/// @param receipts of the user's own messages: `SEQ:USER:delivered:read`; only devices of one user can be
///   compared
/// @param unread   how many messages the user has not seen
/// @param waiting  how many own messages are not in the log yet
public record GroupState(List<String> log, List<String> members, List<String> receipts, int unread, int waiting) {
    private static final int ALL = 1_000_000;

    static GroupState of(Godwit godwit, Conversation group) {
        var messages = godwit.messages(group.key(), OptionalLong.empty(), ALL);
        return new GroupState(
                messages.stream()
                        .filter(message -> message.seq().isPresent())
                        .map(GroupState::line)
                        .toList(),
                godwit.groups().members(group.key()).stream()
                        .map(GroupState::member)
                        .sorted()
                        .toList(),
                messages.stream()
                        .filter(message -> message.mine()
                                && message.seq().isPresent()
                                && message.change().isEmpty())
                        .flatMap(message -> godwit.reach(message.key()).stream()
                                .map(reach -> message.seq().getAsLong() + ":" + reach.user() + ":" + reach.delivered()
                                        + ":" + reach.read()))
                        .sorted()
                        .toList(),
                group.unread(),
                (int) messages.stream()
                        .filter(message -> message.state() instanceof MessageState.Pending)
                        .count());
    }

    private static String line(Message message) {
        String text = message.change()
                .map(change -> change.getClass().getSimpleName())
                .orElse(message.text());
        return message.seq().getAsLong() + ":" + message.sender() + ":" + text;
    }

    private static String member(Member member) {
        return member.user() + ":" + member.role();
    }

    @Override
    public String toString() {
        return join(log) + ' ' + join(members) + ' ' + join(receipts) + ' ' + unread + ' ' + waiting;
    }

    public static GroupState parse(String line) {
        String[] parts = line.split(" ", -1);
        return new GroupState(
                split(parts[0]),
                split(parts[1]),
                split(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]));
    }

    private static String join(List<String> parts) {
        return parts.stream().collect(Collectors.joining(","));
    }

    private static List<String> split(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(","));
    }
}
