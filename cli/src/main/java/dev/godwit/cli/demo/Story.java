package dev.godwit.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Two acts on one server: two people and a tunnel, and a group of four.
final class Story {
    private final Stage stage;
    private final Screen screen;
    private final long began = System.nanoTime();

    private Story(Stage stage, Screen screen) {
        this.stage = stage;
        this.screen = screen;
    }

    static void play(Path directory, Children children, Screen screen) throws IOException, InterruptedException {
        screen.step("A server, and two people who register.");
        try (var stage = Stage.in(directory, children)) {
            new Story(stage, screen).play();
        }
    }

    private void play() throws IOException, InterruptedException {
        new TunnelAct(stage, screen).play();
        new GroupAct(stage, screen).play();
        screen.say("");
        screen.say("Took " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s.");
    }
}
