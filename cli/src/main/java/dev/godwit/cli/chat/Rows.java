package dev.godwit.cli.chat;

import dev.godwit.client.view.Contact;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What stands in the lists to choose from.
final class Rows {
    static final String BLOCKED = "⊘";

    private Rows() {}

    /// Conversations whose title has all the words that were typed; and always a way to write to somebody
    /// new.
    static List<Panel.Row> conversations(Model model, String typed) {
        var words = Arrays.asList(folded(typed).strip().split("\\s+", -1));
        var rows = new ArrayList<Panel.Row>();
        for (var each : model.conversations) {
            var title = folded(each.title());
            if (words.stream().allMatch(title::contains)) {
                rows.add(new Panel.Row(
                        new Panel.Pick.Talk(each.key()),
                        PresenceWords.dot(model.presence(each)),
                        each.title(),
                        each.unread() > 0 ? each.unread() + " new" : ""));
            }
        }
        var name = typed.strip();
        if (!name.isEmpty()
                && model.conversations.stream().noneMatch(each -> each.title().equalsIgnoreCase(name))) {
            rows.add(new Panel.Row(new Panel.Pick.Somebody(name), "+", "Write to “" + name + "”", ""));
        }
        return rows;
    }

    /// Without case and accents, so that "jose" finds "José".
    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    static List<Panel.Row> members(Model model) {
        return model.members.stream()
                .map(member -> {
                    var state = member.me() ? PresenceState.ONLINE : model.presence(member.user());
                    var more = new ArrayList<String>();
                    if (member.role() != Role.MEMBER) {
                        more.add(member.role().wire());
                    }
                    if (member.waiting()) {
                        more.add("🕓 waiting");
                    }
                    if (!member.me() && state != PresenceState.OFFLINE) {
                        more.add(PresenceWords.word(state));
                    }
                    var name = name(member.user(), member.name().orElse(""));
                    return new Panel.Row(
                            new Panel.Pick.User(member.user(), name),
                            PresenceWords.dot(state),
                            member.me() ? name + " (you)" : name,
                            String.join(" · ", more));
                })
                .toList();
    }

    static List<Panel.Row> links(Event.Links links) {
        return links.links().stream()
                .map(link -> new Panel.Row(new Panel.Pick.Link(link.code()), "", link.address(), link.words()))
                .toList();
    }

    static List<Panel.Row> hits(Model model, Event.Hits hits) {
        return hits.found().stream().map(message -> hit(model, message)).toList();
    }

    private static Panel.Row hit(Model model, Message message) {
        var where = model.conversation(message.conversation())
                .map(Conversation::title)
                .orElse("");
        var who = message.mine()
                ? "You"
                : message.senderName().orElse(message.sender().value());
        return new Panel.Row(
                new Panel.Pick.Hit(message.conversation(), message.key()),
                "",
                (where.equals(who) ? where : where + " · " + who) + ": " + message.text(),
                Days.brief(message.at(), model.now, model.zone));
    }

    static List<Panel.Row> contacts(Model model, List<Contact> all) {
        return all.stream()
                .map(contact -> {
                    var name = name(contact.user(), contact.name().orElse(""));
                    var shown = contact.nick().isEmpty() ? name : contact.nick() + " (" + name + ")";
                    var more = (contact.blocked() ? "blocked" : "") + (contact.waiting() ? " 🕓 waiting" : "");
                    return new Panel.Row(
                            new Panel.Pick.User(contact.user(), name),
                            contact.blocked() ? BLOCKED : PresenceWords.dot(model.presence(contact.user())),
                            shown,
                            more.strip());
                })
                .toList();
    }

    static List<Panel.Row> reach(Event.Reached reached) {
        return reached.reach().stream()
                .map(each -> {
                    var name = name(each.user(), each.name().orElse(""));
                    return new Panel.Row(
                            new Panel.Pick.User(each.user(), name),
                            each.delivered() || each.read() ? "✓✓" : "✓ ",
                            name,
                            each.read() ? "read" : each.delivered() ? "delivered" : "not yet");
                })
                .toList();
    }

    private static String name(UserId user, String name) {
        return name.isEmpty() ? user.value() : name;
    }
}
