package dev.godwit.cli.demo;

import dev.godwit.client.view.MessageState;
import java.util.HashSet;
import java.util.List;

/// Whether anything was lost, doubled or reordered. Compares what three devices have with what the two
/// people wrote.
record Verdict(Seen alice, Seen bob, Seen fresh) {
    static final List<String> ALICE_WROTE =
            List.of("Hello Bob", "Still there?", "I go on writing", "Dinner at eight?", "Where is everybody");
    static final List<String> BOB_WROTE = List.of("Hello Alice", "No network here", "I write anyway", "Eight is fine");

    void check() {
        require(
                alice.textsOf(true).equals(ALICE_WROTE),
                "Alice wrote " + ALICE_WROTE + " and has " + alice.textsOf(true));
        require(bob.textsOf(true).equals(BOB_WROTE), "Bob wrote " + BOB_WROTE + " and has " + bob.textsOf(true));
        require(
                bob.textsOf(false).equals(ALICE_WROTE),
                "Alice wrote " + ALICE_WROTE + ", Bob has " + bob.textsOf(false));
        require(
                alice.textsOf(false).equals(BOB_WROTE),
                "Bob wrote " + BOB_WROTE + ", Alice has " + alice.textsOf(false));
        sameOrder(alice, bob);
        sameOrder(alice, fresh);
        require(new HashSet<>(alice.ids()).size() == alice.ids().size(), "a message is there twice: " + alice.texts());
        require(alice.allMine(MessageState.Read.class), "Bob has read everything, and Alice does not see it");
        require(bob.allMine(MessageState.Read.class), "Alice has read everything, and Bob does not see it");
    }

    private static void sameOrder(Seen one, Seen other) {
        require(
                one.ids().equals(other.ids()) && one.texts().equals(other.texts()),
                one.owner() + " has " + one.texts() + ", " + other.owner() + " has " + other.texts());
    }

    static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new DemoFailure(otherwise + '.');
        }
    }
}
