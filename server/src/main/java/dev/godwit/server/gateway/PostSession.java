package dev.godwit.server.gateway;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.EncodedFrame;
import dev.godwit.server.gateway.Authenticator.Identified;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A session as long as one POST: collects what it is told until everything that was asked is answered and, if the
/// client wants to wait, until something new comes or the time is up.
///
/// Owned by the request's event loop.
final class PostSession implements Answerable {
    /// Pushes beyond this are dropped; the client is told that it is behind.
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final Identified who;
    private final Executor eventLoop;
    private final Consumer<byte[]> respond;
    private final List<byte[]> frames = new ArrayList<>();
    private long bytes;
    private int unanswered;
    private boolean asking = true;
    private boolean waiting;
    private boolean behind;
    private boolean done;
    private Runnable detach = () -> {};

    PostSession(Identified who, Executor eventLoop, Consumer<byte[]> respond) {
        this.who = who;
        this.eventLoop = eventLoop;
        this.respond = respond;
    }

    void run(PostedFrames posted, ClientFrame.Hello hello, Gateway gateway, BiConsumer<Long, Runnable> after) {
        var bucket = gateway.quotas().of(who.user());
        detach = () -> {
            gateway.forget(this);
            gateway.dispatcher().detach(this);
        };
        waiting = posted.patience() > 0;
        gateway.dispatcher().attach(this, hello);
        for (var each : posted.rest()) {
            switch (each) {
                case PostedFrames.Posted.NotUnderstood bad -> tell(bad.why().asAnswer());
                case PostedFrames.Posted.Understood readable -> {
                    if (bucket.take()) {
                        gateway.dispatcher().dispatch(this, readable.frame());
                    } else {
                        tell(throttled(readable.frame(), bucket.millisToNext()));
                    }
                }
            }
        }
        eventLoop.execute(() -> {
            asking = false;
            finishIfDone();
        });
        if (waiting) {
            after.accept(posted.patience(), () -> {
                waiting = false;
                finishIfDone();
            });
        }
    }

    private static ServerFrame throttled(ClientFrame frame, long retryAfter) {
        String message = "Too many frames at once.";
        return switch (frame) {
            case ClientFrame.Send send -> throttled(send.conversation(), send.id(), message, retryAfter);
            case ClientFrame.Cancel cancel -> throttled(cancel.conversation(), cancel.id(), message, retryAfter);
            case ClientFrame.Sync sync ->
                new ServerFrame.Failure(Code.THROTTLED, message, Code.THROTTLED.hint(), OptionalLong.of(sync.rid()));
            case ClientFrame.Hello h -> Dispatcher.failure(Code.THROTTLED, message);
            case ClientFrame.Watch w -> Dispatcher.failure(Code.THROTTLED, message);
            case ClientFrame.Presence p -> Dispatcher.failure(Code.THROTTLED, message);
            case ClientFrame.Typing t -> Dispatcher.failure(Code.THROTTLED, message);
            case ClientFrame.Members m ->
                new ServerFrame.Failure(Code.THROTTLED, message, Code.THROTTLED.hint(), OptionalLong.of(m.rid()));
            case ClientFrame.Receipts r -> Dispatcher.failure(Code.THROTTLED, message);
            case ClientFrame.Check c -> Dispatcher.failure(Code.THROTTLED, message);
        };
    }

    private static ServerFrame throttled(
            ConversationId conversation, ClientMessageId id, String message, long retryAfter) {
        return new ServerFrame.Refused(
                conversation, id, Code.THROTTLED, message, OptionalLong.of(retryAfter), OptionalLong.empty());
    }

    /// Says something about a frame that was not passed on, and so was never counted as asked.
    private void tell(ServerFrame frame) {
        byte[] encoded = ServerFrameCodec.write(frame);
        eventLoop.execute(() -> {
            add(encoded);
            waiting = false;
        });
    }

    /// Whether a client that waits for something new has it with this. What it watches is answered in every request
    /// anew: only a change of it is news.
    private static boolean isNews(ServerFrame frame) {
        return !(frame instanceof ServerFrame.Welcome
                || frame instanceof ServerFrame.Current
                || frame instanceof ServerFrame.Presences);
    }

    @Override
    public UserId user() {
        return who.user();
    }

    @Override
    public DeviceId device() {
        return who.device();
    }

    @Override
    public void asked() {
        eventLoop.execute(() -> unanswered++);
    }

    @Override
    public void reply(ServerFrame frame) {
        byte[] encoded = ServerFrameCodec.write(frame);
        boolean ends = Dispatcher.endsRequest(frame);
        eventLoop.execute(() -> {
            add(encoded);
            waiting = waiting && !isNews(frame);
            if (ends) {
                unanswered--;
            }
            finishIfDone();
        });
    }

    @Override
    public void push(EncodedFrame frame) {
        eventLoop.execute(() -> {
            if (bytes < MAX_BYTES) {
                add(frame.bytes());
                waiting = false;
                finishIfDone();
            } else {
                behind = true;
            }
        });
    }

    /// Comes along with whatever else is answered, and is news to a client that waits unless it says otherwise.
    @Override
    public boolean offer(EncodedFrame frame) {
        eventLoop.execute(() -> {
            if (bytes < MAX_BYTES) {
                add(frame.bytes());
                waiting = waiting && !frame.isNews();
                finishIfDone();
            }
        });
        return true;
    }

    @Override
    public void whenWritable(Runnable next) {
        eventLoop.execute(next);
    }

    private void add(byte[] frame) {
        if (!done) {
            frames.add(frame);
            bytes += frame.length;
        }
    }

    private void finishIfDone() {
        if (done || asking || unanswered > 0 || waiting) {
            return;
        }
        if (behind) {
            add(ServerFrameCodec.write(new ServerFrame.Behind()));
        }
        done = true;
        detach.run();
        respond.accept(PostExchange.join(frames));
    }

    String signIn() {
        return who.session();
    }

    /// The sign-in was revoked: answers at once, whatever it waits for.
    void end(ServerFrame farewell) {
        byte[] encoded = ServerFrameCodec.write(farewell);
        eventLoop.execute(() -> {
            if (!done) {
                add(encoded);
                done = true;
                detach.run();
                respond.accept(PostExchange.join(frames));
            }
        });
    }

    void abandon() {
        eventLoop.execute(() -> {
            if (!done) {
                done = true;
                detach.run();
            }
        });
    }
}
