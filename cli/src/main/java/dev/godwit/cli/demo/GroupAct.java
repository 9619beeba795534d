package dev.godwit.cli.demo;

import static dev.godwit.cli.demo.Stage.sends;

import dev.godwit.client.view.MessageState;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A group that begins in a tunnel, and somebody who is removed and does not know it yet.
final class GroupAct {
    private static final String ALICE = "alice";
    private static final String BOB = "bob";
    private static final String CAROL = "carol";
    private static final String DAVE = "dave";

    private final Stage stage;
    private final Screen screen;
    private String group = "";

    GroupAct(Stage stage, Screen screen) {
        this.stage = stage;
        this.screen = screen;
    }

    void play() throws IOException, InterruptedException {
        screen.step("Carol and Dave register. Alice's train enters a tunnel; there she makes a group with people");
        screen.say("   whose names were never looked up on her device, and writes to it.");
        stage.join(CAROL);
        stage.join(DAVE);
        stage.watch(CAROL);
        stage.watch(DAVE);
        stage.tunnel(ALICE).cut();
        stage.run(ALICE, "group", "create", GroupVerdict.TITLE, BOB, CAROL, DAVE);
        stage.run(ALICE, "group", "role", GroupVerdict.TITLE, BOB, "admin");
        stage.write(sends(ALICE, GroupVerdict.TITLE, GroupVerdict.ALICE_WROTE.getFirst()));
        group = id();
        draw();

        screen.step("She comes out of it, and everybody answers.");
        stage.tunnel(ALICE).reopen();
        stage.await(
                "the group has reached everybody",
                () -> List.of(BOB, CAROL, DAVE).stream()
                        .allMatch(name -> seen(name).has(GroupVerdict.ALICE_WROTE.getFirst())));
        stage.write(
                sends(BOB, GroupVerdict.TITLE, GroupVerdict.BOB_WROTE.getFirst()),
                sends(DAVE, GroupVerdict.TITLE, GroupVerdict.DAVE_WROTE.getFirst()));
        stage.await("everybody has read Dave's answer", () -> seen(DAVE).isReadBy(Set.of(ALICE, BOB, CAROL)));
        draw();

        screen.step(
                "Carol and Dave enter a tunnel and write on. Meanwhile Alice removes Dave; Carol's program and the");
        screen.say("   server are killed with -9.");
        stage.tunnel(CAROL).cut();
        stage.tunnel(DAVE).cut();
        stage.write(
                sends(CAROL, GroupVerdict.TITLE, GroupVerdict.CAROL_WROTE.getFirst()),
                sends(DAVE, GroupVerdict.TITLE, GroupVerdict.DAVE_WROTE.getLast()));
        stage.killWatch(CAROL);
        stage.run(ALICE, "group", "remove", GroupVerdict.TITLE, DAVE);
        stage.killServer();
        stage.write(
                sends(ALICE, GroupVerdict.TITLE, GroupVerdict.ALICE_WROTE.getLast()),
                sends(CAROL, GroupVerdict.TITLE, GroupVerdict.CAROL_WROTE.getLast()));
        stage.startServer();
        stage.watch(CAROL);
        stage.await("Alice's changes went out by themselves", () -> waits(ALICE) == 0);
        draw();

        screen.step("Both come out of the tunnel.");
        stage.tunnel(CAROL).reopen();
        stage.tunnel(DAVE).reopen();
        stage.await("nobody waits for anything", () -> waits(CAROL) + waits(DAVE) == 0);
        stage.write(sends(BOB, GroupVerdict.TITLE, GroupVerdict.BOB_WROTE.getLast()));
        stage.await("everything is read by all who are in it", this::isAllRead);
        stage.await(
                "Dave knows that he is not in it any more",
                () -> seen(DAVE).role().isEmpty());
        draw();
        check();
    }

    private void check() {
        var fresh = GroupSeen.by("Carol's new device", stage.freshDevice(CAROL), group);
        new GroupVerdict(seen(ALICE), seen(BOB), seen(CAROL), fresh, seen(DAVE)).check();
        screen.say("");
        screen.say(
                "Checked on the devices of Alice, Bob and Carol, and on a new one of Carol's: the same log, the same");
        screen.say(
                "members, and everything read by everybody. Dave has nothing of what came after his removal; what he");
        screen.say("wrote without knowing of it was not taken, and he is told so.");
    }

    private boolean isAllRead() {
        return GroupVerdict.MEMBERS.keySet().stream().allMatch(name -> {
            var others = new TreeSet<>(GroupVerdict.MEMBERS.keySet());
            others.remove(name);
            var seen = seen(name);
            return seen.has(GroupVerdict.BOB_WROTE.getLast()) && seen.isReadBy(others);
        });
    }

    private long waits(String name) {
        return seen(name).log().mineIn(MessageState.Pending.class);
    }

    private String id() {
        return stage.database(ALICE).conversations().stream()
                .filter(each -> each.group().isPresent())
                .flatMap(each -> each.id().stream())
                .map(Object::toString)
                .findFirst()
                .orElseThrow(() -> new DemoFailure("Alice has not got the group that she made."));
    }

    private GroupSeen seen(String name) {
        return GroupSeen.by(Character.toUpperCase(name.charAt(0)) + name.substring(1), stage.database(name), group);
    }

    private void draw() {
        screen.draw(seen(ALICE).log(), seen(DAVE).log());
    }
}
