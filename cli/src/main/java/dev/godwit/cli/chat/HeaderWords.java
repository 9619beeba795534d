package dev.godwit.cli.chat;

import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Member;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;

/// What is said about the open conversation, and in its place where there is nothing to show.
final class HeaderWords {
    private static final int NAMED = 2;

    String title(Model model) {
        return switch (model.target) {
            case Wish.Target.Known known ->
                model.open().map(Conversation::title).orElse("");
            case Wish.Target.Person(var name) -> name;
            case Wish.Target.Nobody nobody -> "Godwit";
        };
    }

    /// Who writes, or who is there, or who is in it.
    String more(Model model) {
        return model.open()
                .map(open -> typing(model, open).orElseGet(() -> there(model, open)))
                .orElse("");
    }

    boolean isLive(Model model) {
        return model.open()
                .map(open -> typing(model, open).isPresent() || model.presence(open) == PresenceState.ONLINE)
                .orElse(false);
    }

    private static Optional<String> typing(Model model, Conversation open) {
        var who = model.nearby.typing().getOrDefault(open.key(), List.of());
        return switch (who.size()) {
            case 0 -> Optional.empty();
            case 1 ->
                Optional.of(open.group().isPresent() ? name(model, who.getFirst()) + " is writing …" : "is writing …");
            case 2 -> Optional.of(name(model, who.get(0)) + " and " + name(model, who.get(1)) + " are writing …");
            default -> Optional.of(who.size() + " people are writing …");
        };
    }

    private static String there(Model model, Conversation open) {
        if (open.group().isPresent()) {
            var counts = Optional.ofNullable(model.nearby.counts().get(open.key()));
            if (counts.isPresent()) {
                return counts.get().members() + " members · " + counts.get().online() + " online";
            }
            long online = model.members.stream()
                    .filter(member -> member.me() || isThere(model.presence(member.user())))
                    .count();
            return names(model, open) + (online > 1 ? " · " + online + " online" : "");
        }
        return open.peer()
                .filter(peer -> !peer.equals(model.user))
                .flatMap(peer -> Optional.ofNullable(model.nearby.presences().get(peer)))
                .map(presence -> PresenceWords.of(presence, model.now))
                .orElse(open.peer()
                        .filter(peer -> peer.equals(model.user))
                        .map(me -> "notes to yourself")
                        .orElse(""));
    }

    private static boolean isThere(PresenceState state) {
        return state == PresenceState.ONLINE || state == PresenceState.BUSY;
    }

    /// "Alice, Bob and 3 others"
    private static String names(Model model, Conversation open) {
        var others = model.members.stream().filter(member -> !member.me()).toList();
        if (others.isEmpty()) {
            return TalkPane.people(open);
        }
        var named = others.stream().limit(NAMED).map(HeaderWords::name).toList();
        int rest = Math.max(others.size(), open.group().orElseThrow().count() - 1) - named.size();
        return switch (rest) {
            case 0 -> String.join(" and ", named);
            case 1 -> String.join(", ", named) + " and 1 other";
            default -> String.join(", ", named) + " and " + rest + " others";
        };
    }

    private static String name(Member member) {
        return Cells.line(member.name().orElse(member.user().value()));
    }

    private static String name(Model model, UserId user) {
        return model.members.stream()
                .filter(member -> member.user().equals(user))
                .findFirst()
                .map(HeaderWords::name)
                .orElse("somebody");
    }

    /// In the place of the messages.
    String nothing(Model model) {
        return switch (model.target) {
            case Wish.Target.Nobody nobody -> model.listed ? "Ctrl+T writes to somebody · F1 shows all keys" : "";
            case Wish.Target.Person person -> "Nothing here yet. Write the first message.";
            case Wish.Target.Known known ->
                model.history.filter(History::isLoaded).isPresent() ? "Nothing here yet. Write the first message." : "";
        };
    }

    /// In the place of the text that is written.
    String invitation(Model model) {
        return model.target instanceof Wish.Target.Nobody ? "" : "Write here · Enter sends · F1 help";
    }

    /// Why one cannot write here.
    String whyNot(Model model) {
        return model.open()
                .map(open -> open.blocked()
                        ? "You have blocked them. /unblock takes that back."
                        : "You are no member of this group any more.")
                .orElse("");
    }
}
