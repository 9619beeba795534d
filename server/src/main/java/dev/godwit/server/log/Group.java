package dev.godwit.server.log;

import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the log of a group has settled, as of a state. Of any other conversation it says that there is nothing: no
/// title, no links, not large.
public record Group(ConversationState state) {
    static final String TITLE = "title";
    static final String TITLE_VERSION = "title.version";
    static final String HISTORY = "history";
    static final String LARGE = "large";
    private static final String LINK = "link:";

    public static Group of(Head head) {
        return new Group(head.state());
    }

    public String title() {
        return state.fact(TITLE).orElse("");
    }

    /// Of the register `title`: seq of the entry that gave it, 0 for the one that the group began with.
    public long titleVersion() {
        return state.fact(TITLE_VERSION).map(Long::parseLong).orElse(0L);
    }

    /// What the next newcomer may read.
    public History history() {
        return state.fact(HISTORY).flatMap(History::fromWire).orElse(History.JOINED);
    }

    /// Whether its posts are read by cursor, instead of being brought to each member.
    public boolean isLarge() {
        return state.facts().containsKey(LARGE);
    }

    /// What somebody is in it; empty for who is no member, or not any more.
    public Optional<Role> role(UserId user) {
        return state.person(user).flatMap(ConversationState.Person::role);
    }

    /// How many members there are.
    public int count() {
        return state.count();
    }

    /// The links that work at that time, in the order of their codes.
    public List<GroupLink> links(long now) {
        return allLinks().stream().filter(link -> works(link, now)).toList();
    }

    /// The link, if it works at that time.
    Optional<GroupLink> link(String code, long now) {
        return state.fact(linkFact(code)).map(value -> parse(code, value)).filter(link -> works(link, now));
    }

    /// Also those whose time is over. Those that are used up are forgotten at once.
    List<GroupLink> allLinks() {
        return state.facts().entrySet().stream()
                .filter(fact -> fact.getKey().startsWith(LINK))
                .map(fact -> parse(fact.getKey().substring(LINK.length()), fact.getValue()))
                .sorted(Comparator.comparing(GroupLink::code))
                .toList();
    }

    static String linkFact(String code) {
        return LINK + code;
    }

    static String linkValue(GroupLink link) {
        return link.uses() + " " + link.until();
    }

    static boolean works(GroupLink link, long now) {
        return link.until() == 0 || now <= link.until();
    }

    private static GroupLink parse(String code, String value) {
        int space = value.indexOf(' ');
        return new GroupLink(
                code, Long.parseLong(value.substring(0, space)), Long.parseLong(value.substring(space + 1)));
    }
}
