package dev.godwit.cli.chat;

import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Contact;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Member;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.Nearby;
import dev.godwit.client.view.Reach;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What happens: keys, answers of the database, the clock.
sealed interface Event {
    record Pressed(Key key) implements Event {}

    record Paste(String text) implements Event {}

    /// The window of the terminal got, or lost, the keyboard; many terminals never say.
    record Focus(boolean gained) implements Event {}

    record Resized(int columns, int rows) implements Event {}

    /// A moment has passed.
    record Tick() implements Event {}

    record Conversations(List<Conversation> all) implements Event {
        public Conversations {
            all = List.copyOf(all);
        }
    }

    /// Answer to [Wish.Show], and again after each change of it.
    record Page(Wish.Show asked, List<Message> messages) implements Event {
        public Page {
            messages = List.copyOf(messages);
        }
    }

    record Connection(ConnectionState state) implements Event {}

    record Around(Nearby nearby) implements Event {}

    record Members(long group, List<Member> members) implements Event {
        public Members {
            members = List.copyOf(members);
        }
    }

    record Links(long group, List<Address> links) implements Event {
        public Links {
            links = List.copyOf(links);
        }

        /// @param words how often and how long it works
        record Address(String code, String address, String words) {}
    }

    record Hits(String query, List<Message> found) implements Event {
        public Hits {
            found = List.copyOf(found);
        }
    }

    record Contacts(List<Contact> all) implements Event {
        public Contacts {
            all = List.copyOf(all);
        }
    }

    record Reached(long message, List<Reach> reach) implements Event {
        public Reached {
            reach = List.copyOf(reach);
        }
    }

    /// A conversation was made or found, and is to be shown.
    ///
    /// @param hit the message to show, if one was looked for
    record Opened(long conversation, Optional<Hit> hit) implements Event {}

    /// Nothing was ever written to somebody; that can be changed.
    record Begun(String person) implements Event {}

    /// @param show  the page in which it stands
    /// @param newer bounds of the pages behind that one, the newest first; the newest page has none
    record Hit(long message, Wish.Show show, List<OptionalLong> newer) {
        public Hit {
            newer = List.copyOf(newer);
        }
    }

    /// What was wished has been done, or could not be: in words.
    record Said(String words, boolean trouble) implements Event {}

    /// The profile does not open its contents any more until its user has signed in again.
    record Locked(String words) implements Event {}

    /// The terminal has gone.
    record HungUp() implements Event {}
}
