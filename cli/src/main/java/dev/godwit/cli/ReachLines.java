package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// How far an own message got, member by member.
final class ReachLines {
    private ReachLines() {}

    /// What stands below the message: `read by bob, carol · delivered to dave · not yet: erin`.
    static String line(Godwit godwit, Message message) {
        if (message.readers() > 0) {
            return "read by " + message.readers();
        }
        var reach = godwit.reach(message.key());
        var parts = new ArrayList<String>();
        add(parts, "read by ", reach, Reach::read);
        add(parts, "delivered to ", reach, each -> each.delivered() && !each.read());
        add(parts, "not yet: ", reach, each -> !each.delivered() && !each.read());
        return String.join(" · ", parts);
    }

    private static void add(List<String> parts, String words, List<Reach> reach, Predicate<Reach> which) {
        var names = reach.stream()
                .filter(which)
                .map(each -> Printable.line(each.name().orElse(each.user().value())))
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            parts.add(words + names);
        }
    }

    static List<JsonLine> json(Godwit godwit, Message message) {
        return godwit.reach(message.key()).stream()
                .map(each -> new JsonLine()
                        .put("user", each.user().value())
                        .put("name", each.name())
                        .put("delivered", each.delivered())
                        .put("read", each.read()))
                .toList();
    }
}
