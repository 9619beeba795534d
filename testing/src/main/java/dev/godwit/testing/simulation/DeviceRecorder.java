package dev.godwit.testing.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.godwit.client.core.StoreOp;
import dev.godwit.client.sqlite.Views;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Device;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import dev.godwit.testing.history.Numbered;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Turns what a device commits and what leaves it into what happened. It remembers over crashes: it is nothing
/// of the device.
final class DeviceRecorder {
    private static final byte[] SEND = "{\"t\":\"send\"".getBytes(US_ASCII);
    private static final byte[] RECEIPTS = "{\"t\":\"receipts\"".getBytes(US_ASCII);
    private static final byte[] HELLO = "{\"t\":\"hello\"".getBytes(US_ASCII);

    private record Place(ConversationId conversation, long seq) {}

    private record Somebody(ConversationId conversation, UserId user) {}

    private final History history;
    private final Device device;
    private final DeviceId id;
    private final Map<Long, ConversationId> where;
    private final Map<ClientMessageId, Content> sent = new HashMap<>();
    private final Map<Place, ClientMessageId> received = new HashMap<>();
    private final Map<ClientMessageId, Long> acked = new HashMap<>();
    private final Map<Somebody, Cursor> told = new HashMap<>();
    private final Set<Long> refused = new HashSet<>();

    /// @param where the messages were written whose conversation the device may not know yet, by number
    DeviceRecorder(History history, Device device, DeviceId id, Map<Long, ConversationId> where) {
        this.history = history;
        this.device = device;
        this.id = id;
        this.where = where;
    }

    /// A frame leaves.
    void left(byte[] frame) {
        if (begins(frame, SEND)) {
            var send = (ClientFrame.Send) read(frame);
            sent.put(send.id(), send.content());
        } else if (begins(frame, RECEIPTS)) {
            claimed(((ClientFrame.Receipts) read(frame)).cursors());
        } else if (begins(frame, HELLO)) {
            claimed(((ClientFrame.Hello) read(frame)).receipts());
        }
    }

    private static boolean begins(byte[] frame, byte[] with) {
        return frame.length >= with.length && Arrays.mismatch(frame, 0, with.length, with, 0, with.length) < 0;
    }

    private static ClientFrame read(byte[] frame) {
        try {
            return ClientFrameCodec.read(frame);
        } catch (BadFrameException e) {
            throw new IllegalStateException("a device sends what it cannot read itself", e);
        }
    }

    private void claimed(List<ClientFrame.OwnCursor> cursors) {
        cursors.forEach(own -> history.add(new Happening.Claimed(device, own.conversation(), own.cursor())));
    }

    /// @return whether something may have been refused for good, which only the database tells
    boolean committed(List<StoreOp> ops) {
        boolean refusals = false;
        for (StoreOp op : ops) {
            switch (op) {
                case StoreOp.BeginEpoch begin -> history.add(new Happening.Greeted(device, begin.epoch()));
                case StoreOp.PutEntries put -> put.entries().forEach(entry -> stands(put.conversation(), entry));
                case StoreOp.Confirm confirm -> confirmed(confirm);
                case StoreOp.SetCursor set -> told(set.conversation(), set.user(), set.cursor());
                case StoreOp.Verified verified -> cut(verified.conversation(), verified.upTo());
                case StoreOp.Fail fail -> refusals = true;
                case StoreOp.UnknownName unknown -> refusals = true;
                default -> {}
            }
        }
        return refusals;
    }

    private void stands(ConversationId conversation, Entry entry) {
        if (entry.id().equals(received.put(new Place(conversation, entry.seq()), entry.id()))) {
            return;
        }
        String text = entry.content().body().data();
        history.add(new Happening.Received(device, conversation, entry.seq(), entry.from(), entry.id(), text));
        if (entry.device().equals(id)) {
            acked(conversation, entry.seq(), entry.id(), entry.content());
        }
    }

    private void confirmed(StoreOp.Confirm confirm) {
        Content content = sent.get(confirm.id());
        if (content == null) {
            throw new IllegalStateException("confirmed, and never sent: " + confirm);
        }
        var place = new Place(confirm.conversation(), confirm.seq());
        boolean isMessage = content.kind().equals(Kinds.MESSAGE);
        if (isMessage) {
            acked(confirm.conversation(), confirm.seq(), confirm.id(), content);
        } else if (!confirm.id().equals(received.put(place, confirm.id()))) {
            history.add(new Happening.Received(
                    device,
                    confirm.conversation(),
                    confirm.seq(),
                    device.user(),
                    confirm.id(),
                    content.body().data()));
        }
    }

    private void acked(ConversationId conversation, long seq, ClientMessageId message, Content content) {
        if (content.kind().equals(Kinds.MESSAGE) && !Long.valueOf(seq).equals(acked.put(message, seq))) {
            Numbered.number(content.body().data())
                    .ifPresent(number -> history.add(new Happening.Acked(device, conversation, number, seq, message)));
        }
    }

    private void told(ConversationId conversation, UserId user, Cursor cursor) {
        if (user.equals(device.user())) {
            return;
        }
        var somebody = new Somebody(conversation, user);
        Cursor before = told.getOrDefault(somebody, Cursor.NONE);
        Cursor now = before.max(cursor);
        if (!now.equals(before)) {
            told.put(somebody, now);
            history.add(new Happening.Told(device, conversation, user, now));
        }
    }

    /// The log beyond is another one now.
    private void cut(ConversationId conversation, long upTo) {
        told.replaceAll((somebody, cursor) -> somebody.conversation().equals(conversation)
                ? new Cursor(Math.min(cursor.delivered(), upTo), Math.min(cursor.read(), upTo))
                : cursor);
    }

    /// To be called when something may have been refused.
    void refused(Views views) {
        for (OutboxItem item : views.outbox()) {
            OptionalLong number = Numbered.number(item.text());
            if (item.state() instanceof MessageState.Failed failed
                    && item.what() == OutboxItem.What.MESSAGE
                    && number.isPresent()
                    && refused.add(number.getAsLong())) {
                views.id(item.conversation())
                        .or(() -> Optional.ofNullable(where.get(number.getAsLong())))
                        .ifPresent(conversation -> history.add(
                                new Happening.Refused(device, conversation, number.getAsLong(), failed.code())));
            }
        }
    }

    /// The user has done something about it: it may be refused again.
    void triedAgain(long number) {
        refused.remove(number);
    }
}
