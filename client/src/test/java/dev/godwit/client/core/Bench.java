package dev.godwit.client.core;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// One engine on a bench: events by hand, effects laid out.
final class Bench {
    static final UserId ME = UserId.random(new Random(1));
    static final UserId BOB = UserId.random(new Random(2));
    static final UserId CAROL = UserId.random(new Random(3));
    static final DeviceId DEVICE = DeviceId.random(new Random(4));
    static final ConversationId WITH_BOB = ConversationId.direct(ME, BOB);
    static final ConversationId WITH_CAROL = ConversationId.direct(ME, CAROL);

    long now = 1_000;
    final Engine engine;
    final List<StoreOp> ops = new ArrayList<>();
    final List<Action> actions = new ArrayList<>();
    OptionalLong wakeAt = OptionalLong.empty();

    Bench(Snapshot.Conversation... conversations) {
        this(List.of(), conversations);
    }

    Bench(List<OutboxRow> rows, Snapshot.Conversation... conversations) {
        engine = new Engine(
                new Snapshot(
                        ME,
                        Optional.of("e1"),
                        1,
                        Optional.of("m1"),
                        List.of(conversations),
                        Set.of(ME, BOB, CAROL),
                        Set.of(),
                        new LocalChanges(rows, Set.of(), Map.of(), false)),
                "test",
                new Random(5));
    }

    static Snapshot.Conversation known(long head, String covered, Cursor own, Cursor confirmed) {
        return new Snapshot.Conversation(
                WITH_BOB, List.of(ME, BOB), head, RangeSet.parse(covered), 1, own, confirmed, false);
    }

    static Snapshot.Conversation complete(long head) {
        var cursor = new Cursor(head, 0);
        return known(head, "1-" + head, cursor, cursor);
    }

    static OutboxRow.Send row(long key, ConversationId conversation, Content content) {
        return new OutboxRow.Send(
                key, 0, 0, conversation, Optional.of(BOB), new ClientMessageId("id" + key), content, false, false);
    }

    static OutboxRow.Send row(long key) {
        return row(key, WITH_BOB, Content.message("message " + key));
    }

    static List<OutboxRow> rows(int from, int to) {
        return IntStream.rangeClosed(from, to).<OutboxRow>mapToObj(Bench::row).toList();
    }

    /// What it did on this event only.
    Bench on(Event event) {
        ops.clear();
        actions.clear();
        Effects effects = engine.on(event);
        ops.addAll(effects.ops());
        actions.addAll(effects.actions());
        wakeAt = effects.wakeAt();
        return this;
    }

    Bench after(long millis) {
        now += millis;
        return this;
    }

    Bench start() {
        return on(new Event.Started(now));
    }

    Bench open() {
        on(new Event.Opened(now));
        digest = frames(ClientFrame.Hello.class).getFirst().digest().orElseThrow();
        return this;
    }

    Bench got(ServerFrame frame) {
        return on(new Event.Received(now, frame));
    }

    Bench welcome(int window) {
        return got(new ServerFrame.Welcome("e1", ME, DEVICE, 1_000_000, window));
    }

    /// From a server that knows groups and presence.
    Bench welcomeWithFeatures() {
        return got(new ServerFrame.Welcome(
                "e1",
                ME,
                DEVICE,
                1_000_000,
                64,
                false,
                List.of(ServerFrame.Welcome.GROUPS, ServerFrame.Welcome.PRESENCE)));
    }

    /// With the digest that the engine had when it connected.
    Bench current() {
        return got(new ServerFrame.Current("m2", digest));
    }

    /// Connected, greeted and caught up; the digest is right.
    Bench online() {
        return start().open().welcome(64).current();
    }

    Bench onlineWithFeatures() {
        return start().open().welcomeWithFeatures().current();
    }

    /// What the engine said in its last hello that it has.
    private String digest = "";

    Bench tick() {
        return on(new Event.Tick(now));
    }

    /// Time passes; a check that becomes due is answered.
    Bench pass(long millis) {
        after(millis).tick();
        if (!frames(ClientFrame.Check.class).isEmpty()) {
            Effects effects = engine.on(new Event.Received(now, new ServerFrame.Current("m2", digest)));
            ops.addAll(effects.ops());
            actions.addAll(effects.actions());
            wakeAt = effects.wakeAt();
        }
        return this;
    }

    Bench changed(List<OutboxRow> rows) {
        return on(new Event.Changed(now, new LocalChanges(rows, Set.of(), Map.of(), false)));
    }

    Bench sent(long key, long seq) {
        return got(new ServerFrame.Sent(WITH_BOB, new ClientMessageId("id" + key), seq, 1_000 + seq));
    }

    Bench refused(long key, Code code, OptionalLong retryAfter) {
        return got(new ServerFrame.Refused(
                WITH_BOB, new ClientMessageId("id" + key), code, "Refused.", retryAfter, OptionalLong.empty()));
    }

    static Entry entry(long seq, UserId from, String id) {
        return new Entry(seq, 1_000 + seq, from, DEVICE, new ClientMessageId(id), Content.message("text " + seq));
    }

    Bench pushed(long seq) {
        return got(new ServerFrame.Pushed(WITH_BOB, entry(seq, BOB, "b" + seq)));
    }

    static List<Item> items(long from, long to) {
        var out = new ArrayList<Item>();
        for (long seq = from; seq <= to; seq++) {
            out.add(entry(seq, BOB, "b" + seq));
        }
        return out;
    }

    List<ClientFrame> frames() {
        return actions.stream()
                .filter(Action.SendFrame.class::isInstance)
                .map(action -> ((Action.SendFrame) action).frame())
                .toList();
    }

    <T extends ClientFrame> List<T> frames(Class<T> type) {
        return frames().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// `id after predecessor` of each send.
    List<String> sends() {
        return frames(ClientFrame.Send.class).stream()
                .map(send ->
                        send.id() + send.after().map(after -> " after " + after).orElse(""))
                .toList();
    }

    <T extends StoreOp> List<T> ops(Class<T> type) {
        return ops.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// What it told last on this event.
    Optional<Surroundings> told() {
        return actions.stream()
                .filter(Action.Tell.class::isInstance)
                .map(action -> ((Action.Tell) action).surroundings())
                .reduce((first, last) -> last);
    }

    <T extends Action> boolean did(Class<T> type) {
        return actions.stream().anyMatch(type::isInstance);
    }
}
