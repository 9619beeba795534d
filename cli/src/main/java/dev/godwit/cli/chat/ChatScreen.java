package dev.godwit.cli.chat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/// The loop around a terminal: takes what has happened, lets [Steering] change the model, draws it once,
/// and hands what is to be done to the [Desk]. One thread owns the model and the screen; another one only
/// reads keys.
final class ChatScreen {
    /// Also how soon an end from outside (SIGTERM) is seen, and the engine is tried again while another
    /// process has it.
    private static final Duration BEAT = Duration.ofMillis(500);

    private final Terminal terminal;
    private final Model model;
    private final Desk desk;
    private final Inbox inbox;
    private final Clock clock;
    private final Steering steering;
    private final View view;
    private final Painter painter;
    private final ScreenModes modes;
    private volatile boolean over;

    ChatScreen(Terminal terminal, Model model, Desk desk, Inbox inbox, Theme theme, Clock clock) {
        this.terminal = terminal;
        this.model = model;
        this.desk = desk;
        this.inbox = inbox;
        this.clock = clock;
        var transcript = new Transcript(theme);
        this.steering = new Steering(model, transcript);
        this.view = new View(theme, transcript);
        this.painter = new Painter(terminal, theme);
        this.modes = new ScreenModes(terminal);
    }

    /// @param first what to begin with
    /// @param ended asked now and then whether the process is to end
    void run(List<Event> first, BooleanSupplier ended) throws InterruptedException {
        modes.enter();
        try {
            terminal.handle(Terminal.Signal.WINCH, signal -> inbox.put(size()));
            terminal.handle(Terminal.Signal.INT, signal -> inbox.put(new Event.HungUp()));
            inbox.put(size());
            first.forEach(inbox::put);
            Thread.ofPlatform().daemon().name("godwit-keys").start(this::readKeys);
            boolean goes = true;
            while (goes && !ended.getAsBoolean()) {
                goes = turn(inbox.take(BEAT));
            }
        } finally {
            over = true;
            modes.leave();
        }
    }

    private boolean turn(List<Event> events) throws InterruptedException {
        boolean goes = true;
        for (var event : events) {
            goes &= apply(event);
        }
        goes &= apply(new Event.Tick());
        desk.beat();
        painter.paint(view.draw(model));
        return goes;
    }

    /// @return whether to go on
    private boolean apply(Event event) throws InterruptedException {
        boolean goes = true;
        for (var wish : steering.on(event, clock.instant())) {
            switch (wish) {
                case Wish.Quit quit -> goes = false;
                case Wish.Redraw redraw -> painter.forget();
                case Wish.Suspend suspend -> {
                    modes.suspend();
                    painter.forget();
                    inbox.put(size());
                }
                default -> desk.take(wish);
            }
        }
        return goes;
    }

    private Event.Resized size() {
        var size = terminal.getSize();
        // Some terminals do not know theirs.
        return new Event.Resized(
                size.getColumns() > 0 ? size.getColumns() : 80, size.getRows() > 0 ? size.getRows() : 24);
    }

    /// Never reads without a limit: while JLine does, its terminal cannot be closed.
    private void readKeys() {
        var decoder = new KeyDecoder();
        var reader = terminal.reader();
        try {
            while (!over) {
                int unit = reader.read(decoder.isOpen() ? ScreenModes.ESCAPE_MILLIS : BEAT.toMillis());
                if (unit == NonBlockingReader.READ_EXPIRED) {
                    decoder.pause().forEach(inbox::put);
                } else if (unit < 0) {
                    inbox.put(new Event.HungUp());
                    return;
                } else {
                    decoder.feed(unit).forEach(inbox::put);
                }
            }
        } catch (IOException e) {
            inbox.put(new Event.HungUp());
        }
    }
}
