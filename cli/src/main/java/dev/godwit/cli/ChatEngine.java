package dev.godwit.cli;

import dev.godwit.cli.chat.EngineTurn;
import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitException;
import dev.godwit.client.view.ConnectionState;
import java.time.Duration;

/// Keeps the connection for a chat: another process of the profile may have it for as long as it has
/// something to do, and a session may end and begin again while the chat stays open.
final class ChatEngine implements EngineTurn {
    /// After the server has refused the session: how soon it is asked again, should nobody have signed in
    /// meanwhile.
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(15);

    private final Godwit godwit;
    private final Nudge nudge;
    private boolean running;
    private long notBefore = System.nanoTime();

    ChatEngine(Godwit godwit, Nudge nudge) {
        this.godwit = godwit;
        this.nudge = nudge;
    }

    @Override
    public void beat() {
        if (running && godwit.connectionState() instanceof ConnectionState.SignedOut) {
            godwit.stop();
            running = false;
            notBefore = System.nanoTime() + AFTER_REFUSAL.toNanos();
        }
        if (!running && System.nanoTime() - notBefore >= 0) {
            running = start();
        }
        if (nudge.take()) {
            godwit.tryNow();
        }
    }

    private boolean start() {
        try {
            godwit.start();
            return true;
        } catch (GodwitException e) {
            // In use, signed out or locked: the chat shows what is here, and this tries again.
            return false;
        }
    }
}
