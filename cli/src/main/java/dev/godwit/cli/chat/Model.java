package dev.godwit.cli.chat;

import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Member;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.Nearby;
import dev.godwit.client.view.Presence;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Everything that decides what the screen looks like. Owned by the thread of the loop; [Steering] changes
/// it.
final class Model {
    /// Below, list and conversation take turns.
    static final int TWO_PANES = 60;

    /// From here on there is room for who is in the group.
    static final int THREE_PANES = 120;

    private static final Duration IN_USE = Duration.ofMinutes(2);

    final String me;
    final UserId user;
    final ZoneId zone;

    int columns = 80;
    int rows = 24;
    Instant now = Instant.EPOCH;

    List<Conversation> conversations = List.of();
    boolean listed;
    Wish.Target target = new Wish.Target.Nobody();
    Optional<History> history = Optional.empty();

    /// In one pane: whether it shows the list.
    boolean showsList = true;

    final Compose compose = new Compose();
    final Map<Long, String> drafts = new HashMap<>();
    OptionalLong editing = OptionalLong.empty();
    OptionalLong selected = OptionalLong.empty();
    Panel panel = new Panel.None();
    Optional<Notice> notice = Optional.empty();
    Optional<Question> question = Optional.empty();

    ConnectionState connection = new ConnectionState.Connecting();
    int waiting;
    Nearby nearby = Nearby.NOTHING;
    List<Member> members = List.of();

    boolean focused = true;
    Instant used = Instant.EPOCH;
    Optional<String> locked = Optional.empty();

    /// What was said about the last thing that was asked for; goes away by itself.
    record Notice(String words, boolean trouble, Instant until) {}

    /// Asked before something that cannot be taken back.
    record Question(String words, List<Wish> ifYes) {
        Question {
            ifYes = List.copyOf(ifYes);
        }
    }

    Model(String me, UserId user, ZoneId zone) {
        this.me = me;
        this.user = user;
        this.zone = zone;
    }

    Optional<Conversation> open() {
        return target.key().flatMap(this::conversation);
    }

    Optional<Conversation> conversation(long key) {
        return conversations.stream().filter(each -> each.key() == key).findFirst();
    }

    boolean isOpen(long conversation) {
        return target.key().filter(key -> key == conversation).isPresent();
    }

    /// Whether somebody is looking: what arrives while nobody does is not read.
    boolean isInUse() {
        return focused && Duration.between(used, now).compareTo(IN_USE) < 0;
    }

    /// Whether the messages of the open conversation are on the screen.
    boolean showsMessages() {
        return locked.isEmpty() && panel instanceof Panel.None && (columns >= TWO_PANES || !showsList);
    }

    /// Whether the user can write here.
    boolean mayWrite() {
        return !(target instanceof Wish.Target.Nobody)
                && open().flatMap(Conversation::group)
                        .map(group -> group.joining() || group.role().isPresent())
                        .orElse(true)
                && !open().map(Conversation::blocked).orElse(false);
    }

    PresenceState presence(Conversation conversation) {
        return conversation
                .peer()
                .filter(peer -> !peer.equals(user))
                .map(this::presence)
                .orElse(PresenceState.OFFLINE);
    }

    PresenceState presence(UserId who) {
        return Optional.ofNullable(nearby.presences().get(who))
                .map(Presence::state)
                .orElse(PresenceState.OFFLINE);
    }

    Optional<Message> selectedMessage() {
        return selected.isEmpty() ? Optional.empty() : history.flatMap(each -> each.message(selected.getAsLong()));
    }
}
