package dev.godwit.cli.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.client.sdk.Account;
import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jline.terminal.TerminalBuilder;

/// The messenger of one profile, on a screen or in lines.
public final class Chat {
    private final Godwit godwit;
    private final EngineTurn engine;
    private final ZoneId zone;
    private final BooleanSupplier ended;

    /// @param ended whether the process has been asked to end
    public Chat(Godwit godwit, EngineTurn engine, ZoneId zone, BooleanSupplier ended) {
        this.godwit = godwit;
        this.engine = engine;
        this.zone = zone;
        this.ended = ended;
    }

    /// Until its user has had enough.
    ///
    /// @param theme as in [Theme#of]
    /// @param with  whom to begin with
    public void onScreen(Map<String, String> environment, String theme, Optional<String> with)
            throws InterruptedException {
        var account = account();
        QuietLogging.into(godwit.profile().resolve("chat.log"));
        try (var terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .graphemeCluster(false)
                .encoding(UTF_8)
                .nativeSignals(true)
                .build()) {
            var inbox = new Inbox();
            var clock = Clock.systemUTC();
            try (var desk = new Desk(godwit, engine, clock, inbox::put)) {
                var model = new Model(account.name(), account.user(), zone);
                var screen = new ChatScreen(terminal, model, desk, inbox, Theme.of(theme, environment), clock);
                desk.open();
                with.ifPresent(person -> desk.take(new Wish.Open(person)));
                screen.run(List.of(), ended);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Until the input ends, or its user has had enough.
    public void inLines(InputStream in, PrintStream out, Optional<String> with) throws InterruptedException {
        var account = account();
        try (var lines = new LineChat(godwit, engine, account.user(), new LineWords(out, zone), Clock.systemUTC())) {
            out.println("You are " + account.name() + " on " + account.server() + ". /help lists what you can do.");
            with.ifPresent(lines::begin);
            lines.run(in, ended);
        }
    }

    private Account account() {
        return godwit.account()
                .orElseThrow(() -> new GodwitException(
                        GodwitException.NO_ACCOUNT,
                        "Nobody has signed in with this profile.",
                        "Make an account with 'godwit register NAME', or sign in with 'godwit login NAME'."));
    }
}
