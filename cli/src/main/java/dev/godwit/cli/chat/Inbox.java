package dev.godwit.cli.chat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What has happened and was not looked at yet. Keys come first, and all of them; of what only says how
/// things stand now just the last word is kept, so that it cannot pile up. A reader of keys that is faster
/// than the screen waits.
final class Inbox {
    private static final int MOST = 4_096;

    private final Deque<Event> inOrder = new ArrayDeque<>();
    private final Map<Object, Event> latest = new LinkedHashMap<>();

    synchronized void put(Event event) {
        var slot = slot(event);
        if (slot != null) {
            latest.put(slot, event);
        } else {
            boolean interrupted = false;
            while (inOrder.size() >= MOST && !interrupted) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    interrupted = true;
                }
            }
            inOrder.add(event);
        }
        notifyAll();
    }

    /// Everything that is there, or nothing if nothing comes in time.
    synchronized List<Event> take(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (inOrder.isEmpty() && latest.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return List.of();
            }
            wait(left);
        }
        var all = new ArrayList<>(inOrder);
        all.addAll(latest.values());
        inOrder.clear();
        latest.clear();
        notifyAll();
        return all;
    }

    private static @Nullable Object slot(Event event) {
        return switch (event) {
            case Event.Conversations all -> Event.Conversations.class;
            case Event.Page page -> page.asked();
            case Event.Connection connection -> Event.Connection.class;
            case Event.Around around -> Event.Around.class;
            case Event.Members members -> List.of(Event.Members.class, members.group());
            case Event.Links links -> List.of(Event.Links.class, links.group());
            case Event.Hits hits -> Event.Hits.class;
            case Event.Contacts contacts -> Event.Contacts.class;
            case Event.Resized resized -> Event.Resized.class;
            case Event.Tick tick -> Event.Tick.class;
            case Event.Pressed pressed -> null;
            case Event.Paste paste -> null;
            case Event.Focus focus -> null;
            case Event.Reached reached -> null;
            case Event.Opened opened -> null;
            case Event.Begun begun -> null;
            case Event.Said said -> null;
            case Event.Locked locked -> null;
            case Event.HungUp hungUp -> null;
        };
    }
}
