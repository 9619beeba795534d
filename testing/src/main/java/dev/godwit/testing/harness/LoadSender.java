package dev.godwit.testing.harness;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ServerFrame;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// A device under load, as careful as the protocol asks: it pipelines, names its un-acked predecessor, and sends what
/// was
/// not acked again over every new connection, until the server says `sent`. Now and then it repeats what was acked long
/// ago, which must get the same answer as the first time.
public final class LoadSender implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;

    private final IntSupplier port;
    private final Person me;
    private final Person peer;
    private final String prefix;
    private final int window;
    private int total;
    private final Random random;
    private final Thread thread;

    private final NavigableMap<Integer, ClientMessageId> unacked = new TreeMap<>();
    private final Map<ClientMessageId, ServerFrame.Sent> acked = new HashMap<>();
    private final List<ClientMessageId> ackedInOrder = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int next = 1;
    private int repeatsAnswered;
    private int refusals;
    private boolean stopped;
    private boolean again;
    private long againAt;

    /// @param prefix of ids and texts; one per sender
    /// @param window how many are un-acked at most
    /// @param total  how many messages there are to send; it goes on until they are acked
    public LoadSender(IntSupplier port, Person me, Person peer, String prefix, int window, int total, long seed) {
        this.port = port;
        this.me = me;
        this.peer = peer;
        this.prefix = prefix;
        this.window = window;
        this.total = total;
        this.random = new Random(seed);
        this.thread = Thread.ofPlatform().name("load-" + prefix).start(this::run);
    }

    public ConversationId conversation() {
        return me.with(peer);
    }

    public Person me() {
        return me;
    }

    public String prefix() {
        return prefix;
    }

    private void run() {
        while (!isStopped()) {
            try (var wire = Wire.connect(port.getAsInt(), Map.of(), this::onFrame)) {
                wire.hello(me.token());
                synchronized (this) {
                    again = true;
                    againAt = System.nanoTime();
                }
                while (!isStopped() && !wire.isClosed()) {
                    step(wire);
                }
            } catch (UncheckedIOException | AssertionError e) {
                // The server is dead or dying: that is the point. Come back soon.
                pause();
            }
        }
    }

    private void step(Wire wire) {
        for (ClientFrame.Send send : toSend()) {
            wire.send(send);
        }
    }

    /// What may go out now; waits a little if nothing may.
    private synchronized List<ClientFrame.Send> toSend() {
        var out = new ArrayList<ClientFrame.Send>();
        if (again) {
            long left = TimeUnit.NANOSECONDS.toMillis(againAt - System.nanoTime());
            if (left > 0) {
                waitHere(left);
                return out;
            }
            again = false;
            Optional<ClientMessageId> after = Optional.empty();
            for (var each : unacked.entrySet()) {
                out.add(frame(each.getKey(), after));
                after = Optional.of(each.getValue());
            }
            return out;
        }
        if (unacked.size() >= window || next > total) {
            waitHere(PAUSE_MILLIS);
            return out;
        }
        Optional<ClientMessageId> after = unacked.isEmpty()
                ? Optional.empty()
                : Optional.of(unacked.lastEntry().getValue());
        out.add(frame(next, after));
        unacked.put(next, id(next));
        next++;
        if (!ackedInOrder.isEmpty() && random.nextInt(40) == 0) {
            ClientMessageId old = ackedInOrder.get(random.nextInt(ackedInOrder.size()));
            out.add(frame(index(old), Optional.empty()));
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
        if (frame instanceof ServerFrame.Sent sent) {
            onSent(sent);
        } else if (frame instanceof ServerFrame.Refused refused) {
            refusals++;
            if (refused.code().isPermanent()) {
                faults.add("refused for good: " + refused);
            }
            again = true;
            againAt = System.nanoTime()
                    + TimeUnit.MILLISECONDS.toNanos(refused.retryAfter().orElse(PAUSE_MILLIS));
        } else if (frame instanceof ServerFrame.Failure failure
                && failure.code().isPermanent()) {
            faults.add("failed: " + failure);
        }
        notifyAll();
        return !(frame instanceof ServerFrame.Welcome);
    }

    private void onSent(ServerFrame.Sent sent) {
        ServerFrame.Sent first = acked.putIfAbsent(sent.id(), sent);
        if (first == null) {
            ackedInOrder.add(sent.id());
            unacked.remove(index(sent.id()));
        } else {
            repeatsAnswered++;
            if (!first.equals(sent)) {
                faults.add("a retry got another answer: first " + first + ", then " + sent);
            }
        }
    }

    private ClientFrame.Send frame(int index, Optional<ClientMessageId> after) {
        return new ClientFrame.Send(
                conversation(), id(index), after, Optional.of(peer.user()), Content.message(text(index)));
    }

    private ClientMessageId id(int index) {
        return new ClientMessageId(prefix + "-" + index);
    }

    private String text(int index) {
        return prefix + " says " + index;
    }

    /// The number that this sender gave the message with this id.
    public int index(ClientMessageId id) {
        return Integer.parseInt(id.value().substring(prefix.length() + 1));
    }

    public boolean wrote(ClientMessageId id) {
        return id.value().startsWith(prefix + "-");
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    public synchronized boolean isDone() {
        return next > total && unacked.isEmpty();
    }

    public synchronized Map<ClientMessageId, ServerFrame.Sent> acked() {
        return Map.copyOf(acked);
    }

    public synchronized int ackedCount() {
        return acked.size();
    }

    /// Answers to repeated sends of acked messages, each of them the original one (or else there is a fault).
    public synchronized int repeatsAnswered() {
        return repeatsAnswered;
    }

    public synchronized int refusals() {
        return refusals;
    }

    public synchronized int written() {
        return next - 1;
    }

    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /// Begins no new messages; [#isDone] once all that were begun are acked.
    public synchronized void finish() {
        total = next - 1;
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
