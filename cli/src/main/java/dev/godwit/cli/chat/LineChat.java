package dev.godwit.cli.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitException;
import dev.godwit.client.sdk.Subscription;
import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.protocol.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// Chat without a screen: says what happens, one line each, and takes messages and commands line by line.
/// Owned by the thread that calls [#run]; the SDK's thread only leaves the newest state of things, the
/// reader lines.
final class LineChat implements AutoCloseable {
    private static final int BEAT_MILLIS = 300;
    private static final int LINES = 64;
    private static final String END = "\u0004";

    private final Godwit godwit;
    private final EngineTurn engine;
    private final LineWords words;
    private final LineNews news;
    private final LineCommands commands;
    private final BlockingQueue<String> typed = new ArrayBlockingQueue<>(LINES);
    private final AtomicReference<List<Conversation>> changed = new AtomicReference<>(List.of());
    private final List<Subscription> subscriptions = new ArrayList<>();
    private List<Conversation> seen = List.of();
    private String said = "";

    LineChat(Godwit godwit, EngineTurn engine, UserId me, LineWords words, Clock clock) {
        this.godwit = godwit;
        this.engine = engine;
        this.words = words;
        this.news = new LineNews(godwit, words);
        this.commands = new LineCommands(godwit, me, words, news, new Orders(godwit, clock), clock);
    }

    void begin(String person) {
        guarded(() -> commands.open(person));
    }

    void run(InputStream in, BooleanSupplier ended) throws InterruptedException {
        guarded(this::whatIsNew);
        subscriptions.add(godwit.observeConversations(changed::set));
        Thread.ofPlatform().daemon().name("godwit-lines").start(() -> read(in));
        while (!ended.getAsBoolean()) {
            engine.beat();
            connection();
            var line = typed.poll(BEAT_MILLIS, TimeUnit.MILLISECONDS);
            guarded(this::tell);
            if (line != null && (line.equals(END) || !guarded(() -> commands.take(line)))) {
                break;
            }
        }
        guarded(this::tell);
    }

    private void whatIsNew() {
        var all = godwit.conversations();
        seen = all;
        news.take(all, commands.openKey());
        all.stream()
                .filter(each -> each.unread() > 0)
                .forEach(each -> words.say(each.unread() + " new in " + each.title() + "."));
    }

    private void tell() {
        var all = Objects.requireNonNull(changed.get());
        if (!all.isEmpty() && !all.equals(seen)) {
            seen = all;
            news.take(all, commands.openKey());
        }
    }

    /// Once when it is lost and once when it is back, not at each attempt.
    private void connection() {
        var state = godwit.connectionState();
        var now = switch (state) {
            case ConnectionState.Online(var caughtUp) -> caughtUp ? "Connected." : "";
            case ConnectionState.Connecting() -> "";
            case ConnectionState.Offline() -> "";
            case ConnectionState.WaitingToRetry(var at, var reason) ->
                "No network. What you write waits here and goes out by itself.";
            case ConnectionState.SignedOut(var reason) -> "Signed out. Sign in to send what waits: godwit login.";
        };
        if (!now.isEmpty() && !now.equals(said)) {
            said = now;
            words.say(now);
        }
    }

    private boolean guarded(Runnable work) {
        return guarded(() -> {
            work.run();
            return true;
        });
    }

    private boolean guarded(BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (GodwitException e) {
            words.say((e.getMessage() + " " + e.hint()).strip());
            return true;
        }
    }

    private void read(InputStream in) {
        try (var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                typed.put(line.replace(END, ""));
            }
            typed.put(END);
        } catch (IOException e) {
            typed.offer(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }
}
