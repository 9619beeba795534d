package dev.godwit.cli.chat;

import dev.godwit.client.sdk.Godwit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Looks for the page of a conversation in which a message stands, from the newest back, and remembers the
/// pages that it went past: they are the way forward again.
final class Found {
    private static final int PAGE = History.PAGE;

    private final Godwit godwit;

    Found(Godwit godwit) {
        this.godwit = godwit;
    }

    void tell(Wish.Find find, Consumer<Event> tell) {
        List<OptionalLong> bounds = new ArrayList<>(List.of(OptionalLong.empty()));
        while (!Thread.currentThread().isInterrupted()) {
            var page = godwit.messages(find.conversation(), bounds.getLast(), PAGE);
            if (page.stream().anyMatch(message -> message.key() == find.message())) {
                // With a page of newer ones below it, so that it can be seen where it stood.
                int newer = Math.max(0, bounds.size() - 2);
                var show = new Wish.Show(find.conversation(), bounds.get(newer), History.LARGEST);
                var hit = new Event.Hit(find.message(), show, bounds.subList(0, newer));
                tell.accept(new Event.Opened(find.conversation(), Optional.of(hit)));
                return;
            }
            if (page.size() < PAGE) {
                break;
            }
            bounds.add(OptionalLong.of(page.getFirst().key()));
        }
        tell.accept(new Event.Said("That message is not there any more.", true));
    }
}
