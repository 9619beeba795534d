package dev.godwit.testing.torture;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.Wire;
import dev.godwit.testing.history.Device;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// A device that writes into one conversation as fast as it may, as careful as the protocol asks: it pipelines, names its
/// un-acked predecessor, and sends what was not acked again over every new connection. Now and then it repeats what was
/// acked long ago, which must get the answer of the first time.
final class WireSender implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;
    private static final long RETRY_MILLIS = 100;
    /// As the protocol has it: that long without any frame although an answer is due, and the connection is dead.
    private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final IntSupplier port;
    private final Device device;
    private final Person me;
    private final UserId peer;
    private final ConversationId conversation;
    private final WireTexts.Block block;
    private final int window;
    private final long pauseNanos;
    private final Random random;
    private final Thread thread;

    private final LongColumn seqs = new LongColumn();
    private final LongColumn times = new LongColumn();
    private final NavigableSet<Integer> unacked = new TreeSet<>();
    private final List<Happening> others = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int written;
    private int acked;
    private long repeatsAnswered;
    private long refusals;
    private boolean finishing;
    private boolean stopped;
    private boolean again;
    private long againAt;
    private long nextAt = System.nanoTime();
    private long heardAt;

    WireSender(
            IntSupplier port,
            Device device,
            Person me,
            Person peer,
            WireTexts.Block block,
            int window,
            int perSecond,
            long seed) {
        this.port = port;
        this.device = device;
        this.me = me;
        this.peer = peer.user();
        this.conversation = me.with(peer);
        this.block = block;
        this.window = window;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.random = new Random(seed);
        this.thread = Thread.ofPlatform().daemon().name("wire-" + device).start(this::run);
    }

    private void run() {
        while (!isStopped()) {
            try (var wire = Wire.connect(port.getAsInt(), Map.of(), this::onFrame)) {
                wire.hello(me.token());
                beginAgain();
                while (!isStopped() && !wire.isClosed() && isAlive()) {
                    toSend().forEach(wire::send);
                }
            } catch (UncheckedIOException | AssertionError e) {
                // The server is dead or dying: that is the point. Come back soon.
                pause();
            }
        }
    }

    private synchronized void beginAgain() {
        again = true;
        againAt = System.nanoTime();
        heardAt = againAt;
    }

    private synchronized boolean isAlive() {
        return unacked.isEmpty() || System.nanoTime() - heardAt < DEAD_NANOS;
    }

    /// What may go out now; waits a little if nothing may.
    private synchronized List<ClientFrame.Send> toSend() {
        var out = new ArrayList<ClientFrame.Send>();
        long now = System.nanoTime();
        if (again) {
            if (againAt - now > 0) {
                waitHere(TimeUnit.NANOSECONDS.toMillis(againAt - now) + 1);
            } else {
                again = false;
                Optional<ClientMessageId> after = Optional.empty();
                for (int index : unacked) {
                    out.add(frame(index, after));
                    after = Optional.of(block.freshId(index));
                }
            }
        } else if (unacked.size() >= window || finishing) {
            waitHere(PAUSE_MILLIS);
        } else if (nextAt - now > 0) {
            waitHere(Math.min(PAUSE_MILLIS, TimeUnit.NANOSECONDS.toMillis(nextAt - now) + 1));
        } else {
            // What was missed while the server was down is not made up for.
            nextAt = Math.max(nextAt + pauseNanos, now - TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            if (unacked.isEmpty()) {
                heardAt = now;
            }
            Optional<ClientMessageId> after = unacked.isEmpty()
                    ? Optional.empty()
                    : Optional.of(block.freshId(unacked.last()));
            written++;
            out.add(frame(written, after));
            unacked.add(written);
            if (acked > 0 && random.nextInt(100) == 0) {
                int old = 1 + random.nextInt(written);
                if (seqs.get(old) > 0) {
                    out.add(frame(old, Optional.empty()));
                }
            }
        }
        return out;
    }

    @SuppressWarnings("WaitNotInLoop") // the caller is the loop: it looks at everything again
    private void waitHere(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private synchronized void pause() {
        waitHere(PAUSE_MILLIS);
    }

    private synchronized boolean onFrame(ServerFrame frame) {
        heardAt = System.nanoTime();
        switch (frame) {
            case ServerFrame.Sent sent -> onSent(sent);
            case ServerFrame.Refused refused -> onRefused(refused);
            case ServerFrame.Receipt receipt -> onReceipt(receipt.conversation(), receipt.user(), receipt.cursor());
            case ServerFrame.Failure failure when failure.code().isPermanent() -> faults.add("failed: " + failure);
            default -> {
                return true;
            }
        }
        notifyAll();
        return true;
    }

    private void onSent(ServerFrame.Sent sent) {
        if (!block.owns(sent.id())) {
            faults.add("nobody here sent " + sent);
            return;
        }
        int index = block.index(sent.id());
        if (seqs.get(index) == 0) {
            seqs.set(index, sent.seq());
            times.set(index, sent.at());
            unacked.remove(index);
            acked++;
            return;
        }
        repeatsAnswered++;
        if (seqs.get(index) != sent.seq() || times.get(index) != sent.at()) {
            faults.add("a retry got another answer: first seq " + seqs.get(index) + " at " + times.get(index) + ", then "
                    + sent);
            others.add(new Happening.Acked(device, conversation, block.number(index), sent.seq(), sent.id()));
        }
    }

    private void onRefused(ServerFrame.Refused refused) {
        refusals++;
        if (refused.code().isPermanent()) {
            int index = block.index(refused.id());
            faults.add("refused for good: " + refused);
            unacked.remove(index);
            others.add(new Happening.Refused(
                    device, conversation, block.number(index), refused.code().wire()));
            return;
        }
        again = true;
        againAt = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(refused.retryAfter().orElse(RETRY_MILLIS));
    }

    private void onReceipt(ConversationId where, UserId user, Cursor cursor) {
        if (where.equals(conversation) && user.equals(peer)) {
            others.add(new Happening.Told(device, where, user, cursor));
        }
    }

    private ClientFrame.Send frame(int index, Optional<ClientMessageId> after) {
        return new ClientFrame.Send(
                conversation,
                block.freshId(index),
                after,
                Optional.of(peer),
                Content.message(block.freshText(index)));
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    synchronized void finish() {
        finishing = true;
        notifyAll();
    }

    synchronized boolean isDone() {
        return finishing && unacked.isEmpty();
    }

    synchronized int acked() {
        return acked;
    }

    synchronized long repeatsAnswered() {
        return repeatsAnswered;
    }

    synchronized long refusals() {
        return refusals;
    }

    synchronized List<String> faults() {
        return faults.stream().map(fault -> device + ": " + fault).toList();
    }

    synchronized void record(History history) {
        for (int index = 1; index <= written; index++) {
            long number = block.number(index);
            history.add(new Happening.Wrote(device, conversation, number, block.text(index)));
            if (seqs.get(index) > 0) {
                history.add(new Happening.Acked(device, conversation, number, seqs.get(index), block.id(index)));
            }
        }
        others.forEach(history::add);
    }

    @Override
    public void close() {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
