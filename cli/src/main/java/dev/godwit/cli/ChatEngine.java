package dev.godwit.cli;

import dev.godwit.cli.chat.EngineTurn;
import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitException;

/// Gets the connection for a chat: another process of the profile may have it, for as long as it has
/// something to do.
final class ChatEngine implements EngineTurn {
    private final Godwit godwit;
    private final Nudge nudge;
    private boolean running;

    ChatEngine(Godwit godwit, Nudge nudge) {
        this.godwit = godwit;
        this.nudge = nudge;
    }

    @Override
    public void beat() {
        if (!running) {
            try {
                godwit.start();
                running = true;
            } catch (GodwitException e) {
                // In use, or signed out: the chat shows what is here, and tries again.
            }
        }
        if (nudge.take()) {
            godwit.tryNow();
        }
    }
}
