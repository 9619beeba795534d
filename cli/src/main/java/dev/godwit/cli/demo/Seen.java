package dev.godwit.cli.demo;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What one person sees of a conversation at this moment: read from their database by a process that has no
/// connection.
///
/// @param owner whose screen it is
record Seen(String owner, List<Message> messages) {
    private static final int ALL = 1_000;

    /// @param other with whom
    static Seen by(String owner, Godwit profile, String other) {
        return of(owner, profile, profile.find(other));
    }

    static Seen of(String owner, Godwit profile, Optional<Conversation> conversation) {
        return new Seen(
                owner,
                conversation
                        .map(c -> profile.messages(c.key(), OptionalLong.empty(), ALL))
                        .orElse(List.of()));
    }

    List<String> texts() {
        return messages.stream().map(Message::text).toList();
    }

    List<String> ids() {
        return messages.stream().map(m -> m.sender() + "/" + m.id()).toList();
    }

    /// What is the same for everybody who may see it: the words for a change differ for who made it.
    List<String> entries() {
        return messages.stream()
                .map(m -> m.sender() + "/" + m.id() + ": "
                        + m.change().map(Object::toString).orElse(m.text()))
                .toList();
    }

    List<String> textsOf(boolean mine) {
        return messages.stream()
                .filter(m -> m.mine() == mine)
                .map(Message::text)
                .toList();
    }

    /// Whether all own messages have got at least this far.
    boolean allMine(Class<? extends MessageState> state) {
        return messages.stream().filter(Message::mine).allMatch(m -> state.isInstance(m.state()));
    }

    long mineIn(Class<? extends MessageState> state) {
        return messages.stream()
                .filter(m -> m.mine() && state.isInstance(m.state()))
                .count();
    }
}
