package dev.godwit.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C and SIGTERM are the normal way to end a command that runs for ever: it closes what it has open, and the exit
/// code is 0.
final class Shutdown {
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    /// From now on the command is asked to end where it would have been killed.
    static Shutdown listen() {
        var shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::onSignal, "shutdown"));
        return shutdown;
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    void await() throws InterruptedException {
        asked.await();
    }

    /// The command has closed everything; the process may go.
    void finished() {
        finished.countDown();
    }

    private void onSignal() {
        if (finished.getCount() == 0) {
            return; // The process ends by itself, with an exit code of its own.
        }
        asked.countDown();
        try {
            boolean inTime = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            System.out.flush();
            // Without this, the JVM would report the signal as if nothing had been closed.
            Runtime.getRuntime().halt(inTime ? ExitCode.OK : ExitCode.FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
