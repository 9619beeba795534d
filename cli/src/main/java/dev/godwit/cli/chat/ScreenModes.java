package dev.godwit.cli.chat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/// Takes a terminal over, and gives it back as it was.
final class ScreenModes {
    /// After an escape character: how long what belongs to it may take to come.
    static final long ESCAPE_MILLIS = 40;

    private static final String PASTE_ON = "\u001b[?2004h";
    private static final String PASTE_OFF = "\u001b[?2004l";
    private static final String FOCUS_ON = "\u001b[?1004h";
    private static final String FOCUS_OFF = "\u001b[?1004l";

    /// Tells Shift+Enter from Enter, in terminals that know the kitty protocol; others ignore it.
    private static final String KEYS_ON = "\u001b[>1u";

    private static final String KEYS_OFF = "\u001b[<u";
    private static final Duration UNTIL_STOPPED = Duration.ofSeconds(1);

    private final Terminal terminal;
    private final boolean old;
    private final Semaphore continued = new Semaphore(0);
    private Attributes before;

    ScreenModes(Terminal terminal) {
        this.terminal = terminal;
        this.before = terminal.getAttributes();
        this.old = terminal.getType().startsWith("linux") || terminal.getType().startsWith("vt");
        terminal.handle(Terminal.Signal.CONT, signal -> continued.release());
    }

    void enter() {
        before = terminal.enterRawMode();
        var raw = terminal.getAttributes();
        // Ctrl+C, Ctrl+Z and Ctrl+\ come as keys.
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.keypad_xmit);
        terminal.puts(Capability.exit_am_mode);
        if (!old) {
            terminal.writer().write(PASTE_ON + FOCUS_ON + KEYS_ON);
        }
        terminal.flush();
    }

    void leave() {
        if (!old) {
            terminal.writer().write(KEYS_OFF + FOCUS_OFF + PASTE_OFF);
        }
        terminal.puts(Capability.enter_am_mode);
        terminal.puts(Capability.keypad_local);
        terminal.puts(Capability.exit_ca_mode);
        terminal.puts(Capability.cursor_normal);
        terminal.flush();
        terminal.setAttributes(before);
    }

    /// As Ctrl+Z does elsewhere: gives the terminal back until the shell brings this process to the
    /// foreground again.
    void suspend() throws InterruptedException {
        leave();
        continued.drainPermits();
        try {
            var own = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-TSTP", own).start().waitFor();
            // Where nobody could continue it, the signal does nothing.
            if (!continued.tryAcquire(UNTIL_STOPPED.toMillis(), TimeUnit.MILLISECONDS)) {
                continued.drainPermits();
            }
        } catch (IOException e) {
            // Without 'kill' there is no way to stop.
        }
        enter();
    }
}
