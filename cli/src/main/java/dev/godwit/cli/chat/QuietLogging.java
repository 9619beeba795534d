package dev.godwit.cli.chat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Nothing but the chat itself may write on its screen: what is logged goes to a file, which does not grow
/// for ever.
final class QuietLogging {
    private static final int LARGEST = 256 * 1024;

    private QuietLogging() {}

    static void into(Path file) {
        LogManager.getLogManager().reset();
        try {
            // The pattern of a FileHandler has signs of its own.
            var handler = new FileHandler(file.toString().replace("%", "%%"), LARGEST, 1, true);
            handler.setFormatter(new SimpleFormatter());
            handler.setLevel(Level.INFO);
            Logger.getLogger("").addHandler(handler);
        } catch (IOException e) {
            // Then nothing is logged; the chat works all the same.
        }
    }
}
