package dev.godwit.cli.chat;

import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Group;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A chat without a terminal and without a database: a test presses keys and lets things happen, and looks
/// at the screen and at what was wished.
final class Stage {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final UserId ME = user(1);

    final Model model = new Model("alice", ME, ZoneOffset.UTC);
    private final Theme theme;
    private final Transcript transcript;
    private final Steering steering;
    private final View view;
    private final List<Wish> wishes = new ArrayList<>();
    private Instant now = NOON;

    Stage(int columns, int rows) {
        this(columns, rows, Theme.Depth.NONE);
    }

    Stage(int columns, int rows, Theme.Depth depth) {
        theme = new Theme(depth);
        transcript = new Transcript(theme);
        steering = new Steering(model, transcript);
        view = new View(theme, transcript);
        on(new Event.Connection(new ConnectionState.Online(true)));
        on(new Event.Resized(columns, rows));
    }

    static UserId user(int number) {
        return new UserId("u" + String.format("%026d", number));
    }

    static Conversation talk(long key, String title, int unread, Message... last) {
        return conversation(key, title, unread, Optional.empty(), List.of(last));
    }

    static Conversation group(long key, String title, Optional<Role> role, int count) {
        return conversation(
                key, title, 0, Optional.of(new Group(role, false, count, false, History.JOINED)), List.of());
    }

    private static Conversation conversation(
            long key, String title, int unread, Optional<Group> group, List<Message> last) {
        return new Conversation(
                key,
                Optional.empty(),
                title,
                group.isPresent() ? Optional.empty() : Optional.of(user((int) key + 20)),
                List.of(),
                unread,
                0,
                0,
                true,
                last.stream().findFirst(),
                group,
                false,
                "",
                false,
                false);
    }

    static Conversation drafted(Conversation of, String draft) {
        return new Conversation(
                of.key(),
                of.id(),
                of.title(),
                of.peer(),
                of.members(),
                of.unread(),
                of.pending(),
                of.failed(),
                of.complete(),
                of.last(),
                of.group(),
                of.muted(),
                draft,
                of.request(),
                of.blocked());
    }

    static Message theirs(long key, String text) {
        return message(key, false, text, new MessageState.Received(false));
    }

    static Message mine(long key, String text, MessageState state) {
        return message(key, true, text, state);
    }

    private static Message message(long key, boolean mine, String text, MessageState state) {
        boolean waiting = state instanceof MessageState.Pending || state instanceof MessageState.Failed;
        return new Message(
                key,
                1,
                new ClientMessageId("m" + key),
                waiting ? OptionalLong.empty() : OptionalLong.of(key),
                mine ? ME : user(21),
                Optional.of(mine ? "alice" : "bob"),
                mine,
                NOON.minus(Duration.ofMinutes(30)),
                "message",
                true,
                text,
                false,
                false,
                false,
                Optional.empty(),
                0,
                state);
    }

    Stage on(Event event) {
        wishes.addAll(steering.on(event, now));
        return this;
    }

    /// The list, of which the first is open, with these messages.
    Stage with(List<Conversation> all, Message... messages) {
        on(new Event.Conversations(all));
        if (model.history.isEmpty()) {
            press(Key.of(Key.Name.ENTER));
        }
        return page(messages);
    }

    Stage page(Message... messages) {
        var asked = model.history.orElseThrow().wish();
        return on(new Event.Page(asked, List.of(messages)));
    }

    Stage press(Key... keys) {
        for (var key : keys) {
            on(new Event.Pressed(key));
        }
        return this;
    }

    Stage press(Key.Name name) {
        return press(Key.of(name));
    }

    Stage type(String text) {
        text.codePoints().forEach(c -> press(Key.character(c)));
        return this;
    }

    Stage later(Duration time) {
        now = now.plus(time);
        return on(new Event.Tick());
    }

    List<String> screen() {
        return view.draw(model).text();
    }

    Picture picture() {
        return view.draw(model);
    }

    String text() {
        return String.join("\n", screen());
    }

    /// What was wished since the last time.
    List<Wish> wishes() {
        var all = List.copyOf(wishes);
        wishes.clear();
        return all;
    }

    <W extends Wish> List<W> wishes(Class<W> kind) {
        return wishes().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
