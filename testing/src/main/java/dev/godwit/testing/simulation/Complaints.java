package dev.godwit.testing.simulation;

import dev.godwit.server.log.StoreException;
import java.util.concurrent.CompletionException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hears what the server's code catches and only logs, so that others need not suffer from it: in a simulation it ends
/// the run like any other fault, unless it is the disk's.
final class Complaints extends Handler {
    /// Held here, because loggers are collected like anything else.
    private static final Logger SERVER = Logger.getLogger("dev.godwit.server");

    static {
        SERVER.addHandler(new Complaints());
    }

    private Complaints() {}

    /// From here on it listens; saying so again does nothing.
    static void listen() {}

    @Override
    public void publish(LogRecord complaint) {
        Throwable fault = complaint.getThrown();
        if (complaint.getLevel().intValue() >= Level.WARNING.intValue() && isBug(fault) && isSimulated()) {
            throw new AssertionError(complaint.getMessage(), fault);
        }
    }

    private static boolean isBug(@Nullable Throwable fault) {
        Throwable cause = fault instanceof CompletionException wrapped ? wrapped.getCause() : fault;
        return cause != null && !(cause instanceof StoreException);
    }

    /// Real servers log in the same process.
    private static boolean isSimulated() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(Scheduler.class.getName())));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
