package dev.godwit.cli.demo;

import static dev.godwit.cli.demo.Stage.sends;

import dev.godwit.client.view.MessageState;
import java.io.IOException;
import java.util.List;

/// Alice and Bob, a tunnel, and `kill -9` for a client and for the server.
final class TunnelAct {
    private static final String ALICE = "alice";
    private static final String BOB = "bob";

    private final Stage stage;
    private final Screen screen;

    TunnelAct(Stage stage, Screen screen) {
        this.stage = stage;
        this.screen = screen;
    }

    void play() throws IOException, InterruptedException {
        stage.register(ALICE);
        stage.register(BOB);
        stage.watch(ALICE);
        stage.watch(BOB);
        stage.write(sends(ALICE, BOB, "Hello Bob"), sends(BOB, ALICE, "Hello Alice"));
        stage.await("the greetings are read", () -> sees(2));
        draw();

        screen.step("Bob's train enters a tunnel: his connection is cut. Both go on writing.");
        stage.tunnel(BOB).cut();
        stage.write(
                sends(ALICE, BOB, "Still there?", "I go on writing", "Dinner at eight?"),
                sends(BOB, ALICE, "No network here", "I write anyway"));
        stage.await("Alice's messages are on the server's disk", this::aliceWaitsForNothing);
        draw();

        screen.step("Bob's program is killed with -9, started again, and he writes on.");
        stage.killWatch(BOB);
        stage.watch(BOB);
        stage.write(sends(BOB, ALICE, "Eight is fine"));
        draw();

        screen.step("The server is killed with -9. Alice writes too, with no server there.");
        stage.killServer();
        stage.write(sends(ALICE, BOB, "Where is everybody"));
        draw();

        screen.step("The server starts again, on the same data.");
        stage.startServer();
        stage.await("Alice's message went out by itself", this::aliceWaitsForNothing);
        draw();

        screen.step("Bob comes out of the tunnel.");
        stage.tunnel(BOB).reopen();
        stage.await("everything is read on both sides", () -> sees(9));
        draw();
        check();
    }

    private void check() {
        var fresh = Seen.by("Bob's new device", stage.freshDevice(BOB), ALICE);
        new Verdict(alice(), bob(), fresh).check();
        screen.say("");
        screen.say("Checked on Alice's device, on Bob's, and on a new device of Bob's that fetched everything:");
        screen.say("every message is there once, in the same order, and both have read what the other wrote.");
    }

    private Seen alice() {
        return Seen.by("Alice", stage.database(ALICE), BOB);
    }

    private Seen bob() {
        return Seen.by("Bob", stage.database(BOB), ALICE);
    }

    private boolean sees(int count) {
        return List.of(alice(), bob()).stream()
                .allMatch(seen -> seen.messages().size() >= count && seen.allMine(MessageState.Read.class));
    }

    private boolean aliceWaitsForNothing() {
        return alice().mineIn(MessageState.Pending.class) == 0;
    }

    private void draw() {
        screen.draw(alice(), bob());
    }
}
