package dev.godwit.cli.demo;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// Whether all who are in the group have the same of it, and who was removed has nothing of what came
/// after.
record GroupVerdict(GroupSeen alice, GroupSeen bob, GroupSeen carol, GroupSeen fresh, GroupSeen dave) {
    static final String TITLE = "Trip";
    static final Map<String, Role> MEMBERS = Map.of("alice", Role.OWNER, "bob", Role.ADMIN, "carol", Role.MEMBER);
    static final List<String> ALICE_WROTE = List.of("Who is coming", "Only three of us");
    static final List<String> BOB_WROTE = List.of("I am in", "Fine with me");
    static final List<String> CAROL_WROTE = List.of("Bring the map", "And sandwiches");
    static final List<String> DAVE_WROTE = List.of("Me too", "I have the tickets");
    static final String NEVER_ARRIVED = DAVE_WROTE.getLast();

    void check() {
        wrote(alice, ALICE_WROTE);
        wrote(bob, BOB_WROTE);
        wrote(carol, CAROL_WROTE);
        wrote(dave, DAVE_WROTE);
        for (var member : List.of(alice, bob, carol, fresh)) {
            require(
                    new HashSet<>(member.log().ids()).size()
                            == member.log().ids().size(),
                    member.owner() + " has something twice: " + member.log().texts());
            require(
                    member.members().equals(MEMBERS),
                    member.owner() + " sees " + member.members() + " instead of " + MEMBERS);
            require(!member.has(NEVER_ARRIVED), member.owner() + " has what Dave wrote after he was removed");
        }
        require(
                alice.log()
                        .messages()
                        .getFirst()
                        .change()
                        .filter(GroupChange.Create.class::isInstance)
                        .isPresent(),
                "Alice made the group, and her log begins with " + alice.log().texts());
        for (var member : List.of(bob, carol, fresh)) {
            same(member);
        }
        for (var member : List.of(alice, bob, carol)) {
            var others = new TreeSet<>(MEMBERS.keySet());
            others.remove(member.owner().toLowerCase(Locale.ROOT));
            require(
                    member.isReadBy(others),
                    "not everything of " + member.owner() + "'s is read by " + others + ": " + member.readers());
        }
        removed();
    }

    /// He has everything from when he was added up to his removal, and then only what he wrote himself and
    /// is told about.
    private void removed() {
        var all = alice.log();
        int end = 0;
        while (end < all.messages().size() && !isRemoval(all.messages().get(end))) {
            end++;
        }
        require(end < all.messages().size(), "nobody was removed");
        var his = dave.log();
        require(his.messages().size() > 1, "Dave has lost what was his to read: " + his.texts());
        int begin = begin(dave);
        require(
                his.entries()
                        .subList(0, his.messages().size() - 1)
                        .equals(all.entries().subList(begin, end + 1)),
                "Dave has " + his.texts() + ", the others " + all.texts());
        var last = his.messages().getLast();
        require(
                last.text().equals(NEVER_ARRIVED)
                        && last.state() instanceof MessageState.Failed(var code, var reason)
                        && code.equals("not_a_member"),
                "Dave is not told that '" + NEVER_ARRIVED + "' was not taken, but sees " + last.state());
        require(
                dave.role().isEmpty() && dave.members().isEmpty(),
                "Dave still sees " + dave.members() + " in a group that he is not in");
    }

    private static void wrote(GroupSeen person, List<String> texts) {
        require(person.wrote().equals(texts), person.owner() + " wrote " + texts + " and has " + person.wrote());
    }

    /// Whoever came in later sees the log from there on.
    private void same(GroupSeen other) {
        var all = alice.log().entries();
        require(
                other.log().entries().equals(all.subList(begin(other), all.size())),
                "Alice has " + alice.log().texts() + ", " + other.owner() + " has "
                        + other.log().texts());
    }

    /// Where this person's part of Alice's log begins: with being added.
    private int begin(GroupSeen other) {
        var log = other.log();
        require(!log.messages().isEmpty(), other.owner() + " has nothing");
        int at = alice.log().entries().indexOf(log.entries().getFirst());
        boolean added =
                log.messages().getFirst().change().orElse(new GroupChange.Leave()) instanceof GroupChange.Add add
                        && add.users().contains(other.user());
        require(
                added && at >= 0,
                other.owner() + "'s log begins with " + log.texts().getFirst());
        return at;
    }

    private static boolean isRemoval(Message message) {
        return message.change().filter(GroupChange.Remove.class::isInstance).isPresent();
    }

    private static void require(boolean condition, String otherwise) {
        Verdict.require(condition, otherwise);
    }
}
