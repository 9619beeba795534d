package dev.godwit.cli.chat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Everything that can be asked for by `/word`; many have a key as well.
enum Verb {
    HELP("", "F1 or ?", "shows the keys and commands"),
    TO("NAME", "Ctrl+T", "writes to a person, also to somebody new"),
    GROUP("TITLE: NAME, NAME …", "Ctrl+G", "makes a group"),
    JOIN("LINK", "", "joins a group by its link"),
    SWITCH("[WORDS]", "Ctrl+K", "finds a conversation"),
    SEARCH("[WORDS]", "Ctrl+F", "searches all messages"),
    CONTACTS("", "Ctrl+Y", "shows contacts and blocked people"),
    MEMBERS("", "Ctrl+O", "shows who is in this group, and what they may do"),
    ADD("NAME, NAME …", "", "adds people to this group"),
    REMOVE("NAME", "", "removes somebody from this group"),
    ROLE("NAME member|admin|owner", "", "says what somebody may do here"),
    TITLE("TEXT", "", "names this group"),
    HISTORY("joined|all", "", "says what newcomers may read"),
    LINKS("", "", "shows the links to this group"),
    LINK("[USES] [HOURS]", "", "makes a link to this group"),
    REVOKE("CODE", "", "ends a link"),
    LEAVE("", "", "leaves this group"),
    CONTACT("NAME [WHAT YOU CALL THEM]", "", "makes somebody a contact"),
    FORGET("NAME", "", "takes a contact off the list"),
    BLOCK("[NAME]", "", "takes nothing from somebody any more"),
    UNBLOCK("[NAME]", "", "takes that back"),
    ACCEPT("", "", "takes up a conversation that a stranger began"),
    MUTE("[HOURS]", "", "makes this conversation quiet"),
    UNMUTE("", "", "takes that back"),
    BUSY("", "", "shows you as busy on all your devices"),
    AUTO("", "", "shows what you do again: online, away"),
    VISIBLE("everybody|contacts|nobody", "", "says who may see whether you are there"),
    RETRY("[NUMBER]", "↑ r", "sends a failed message again"),
    EDIT("[NUMBER] [TEXT]", "↑ e", "changes an own message"),
    DISCARD("[NUMBER]", "↑ d", "takes an own message back"),
    REACH("[NUMBER]", "↑ i", "shows who has a message, and who has read it"),
    NOW("", "Ctrl+R", "connects now instead of waiting"),
    QUIT("", "Ctrl+Q or Ctrl+C", "ends; what waits goes out all the same");

    private final String arguments;
    private final String keys;
    private final String words;

    Verb(String arguments, String keys, String words) {
        this.arguments = arguments;
        this.keys = keys;
        this.words = words;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// `/add NAME`
    String usage() {
        return '/' + word() + (arguments.isEmpty() ? "" : ' ' + arguments);
    }

    String keys() {
        return keys;
    }

    String words() {
        return words;
    }

    static List<Verb> beginningWith(String word) {
        return Arrays.stream(values())
                .filter(verb -> verb.word().startsWith(word))
                .toList();
    }

    /// The one that is meant: by its whole word, or by a beginning that only it has.
    static Optional<Verb> of(String word) {
        var wanted = word.toLowerCase(Locale.ROOT);
        var exact = Arrays.stream(values())
                .filter(verb -> verb.word().equals(wanted))
                .findFirst();
        var candidates = beginningWith(wanted);
        return exact.isPresent() || candidates.size() != 1 ? exact : Optional.of(candidates.getFirst());
    }
}
