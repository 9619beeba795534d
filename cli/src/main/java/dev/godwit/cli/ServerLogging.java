package dev.godwit.cli;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// One line per event on standard error, and only what an operator can use.
final class ServerLogging {
    private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

    /// Held, because the JDK forgets the level of a logger that nobody holds.
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("com.zaxxer.hikari"), Logger.getLogger("io.netty"), Logger.getLogger("io.vertx"));

    private ServerLogging() {}

    /// Before anything is logged: the format is read once.
    static void configure() {
        if (System.getProperty(FORMAT) == null) {
            System.setProperty(FORMAT, "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n");
        }
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    }
}
