package dev.godwit.cli.chat;

import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What is to be done in the world because of an event. Whoever does it answers with events.
sealed interface Wish {
    record Send(Target to, String text) implements Wish {}

    record Edit(long message, String text) implements Wish {}

    record Retry(long message) implements Wish {}

    record Discard(long message) implements Wish {}

    record MarkRead(long message) implements Wish {}

    /// A page of messages, kept up to date until another one is shown.
    ///
    /// @param before only what stands before this message; empty for the newest
    record Show(long conversation, OptionalLong before, int limit) implements Wish {}

    /// Nothing is shown any more.
    record ShowNothing() implements Wish {}

    /// Looks for the page in which a message stands.
    record Find(long conversation, long message) implements Wish {}

    /// Shows the conversation with a person, by name or id, if there is one.
    record Open(String person) implements Wish {}

    record CreateGroup(String title, List<String> people) implements Wish {
        public CreateGroup {
            people = List.copyOf(people);
        }
    }

    record Join(String address) implements Wish {}

    /// What [Orders] knows to do.
    record Order(Verb verb, String arguments, OptionalLong conversation) implements Wish {}

    record ListMembers(long group) implements Wish {}

    record ListLinks(long group) implements Wish {}

    record ListContacts() implements Wish {}

    record Search(String query) implements Wish {}

    record AskReach(long message) implements Wish {}

    /// Who and what is on the screen.
    record Watch(List<Long> conversations, List<UserId> users) implements Wish {
        public Watch {
            conversations = List.copyOf(conversations);
            users = List.copyOf(users);
        }
    }

    record Typing(long conversation) implements Wish {}

    record Active() implements Wish {}

    record SaveDraft(long conversation, String text) implements Wish {}

    /// The conversations, although they may be as they were: the screen has forgotten them.
    record ListAgain() implements Wish {}

    record TryNow() implements Wish {}

    record Redraw() implements Wish {}

    record Suspend() implements Wish {}

    record Quit() implements Wish {}

    /// Where a message goes.
    sealed interface Target {
        /// [dev.godwit.client.view.Conversation#key].
        record Known(long conversation) implements Target {}

        /// Somebody to whom nothing was written yet.
        record Person(String name) implements Target {}

        record Nobody() implements Target {}

        default Optional<Long> key() {
            return this instanceof Known(var conversation) ? Optional.of(conversation) : Optional.empty();
        }
    }
}
