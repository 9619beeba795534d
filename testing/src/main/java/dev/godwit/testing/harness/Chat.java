package dev.godwit.testing.harness;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Short forms of what tests say all the time.
public final class Chat {
    private static final AtomicLong RID = new AtomicLong(1_000);

    private Chat() {}

    public static ClientMessageId newId() {
        return new ClientMessageId(UUID.randomUUID().toString());
    }

    public static ClientFrame.Send message(Person from, Person to, String text) {
        return message(from, to, newId(), Optional.empty(), text);
    }

    public static ClientFrame.Send message(
            Person from, Person to, ClientMessageId id, Optional<ClientMessageId> after, String text) {
        return new ClientFrame.Send(from.with(to), id, after, Optional.of(to.user()), Content.message(text));
    }

    /// Sends it and waits for `sent`.
    public static ServerFrame.Sent say(Wire wire, Person from, Person to, String text) {
        return deliver(wire, message(from, to, text));
    }

    public static ServerFrame.Sent deliver(Wire wire, ClientFrame.Send send) {
        wire.send(send);
        return wire.await(ServerFrame.Sent.class, sent -> sent.id().equals(send.id()));
    }

    public static ServerFrame.Refused refused(Wire wire, ClientFrame.Send send) {
        wire.send(send);
        return wire.await(ServerFrame.Refused.class, refused -> refused.id().equals(send.id()));
    }

    /// The whole log, read page by page.
    public static List<Item> items(Wire wire, ConversationId conversation) {
        var all = new ArrayList<Item>();
        long after = 0;
        while (true) {
            long rid = RID.incrementAndGet();
            wire.send(new ClientFrame.Sync(rid, conversation, ClientFrame.Direction.AFTER, after, Limits.MAX_PAGE));
            var page = wire.await(ServerFrame.Page.class, p -> p.rid() == rid);
            all.addAll(page.items());
            if (!page.more()) {
                return all;
            }
            after = page.items().getLast().last();
        }
    }

    /// The whole log; fails if anything in it is hidden.
    public static List<Entry> log(Wire wire, ConversationId conversation) {
        var entries = new ArrayList<Entry>();
        for (Item item : items(wire, conversation)) {
            switch (item) {
                case Entry entry -> entries.add(entry);
                case dev.godwit.protocol.Skip skip -> throw new AssertionError("hidden: " + skip);
            }
        }
        return entries;
    }

    /// The texts that people wrote, in order.
    public static List<String> texts(List<Entry> log) {
        return log.stream()
                .filter(entry -> entry.content().kind().equals("message"))
                .map(entry -> entry.content().body().data())
                .toList();
    }
}
