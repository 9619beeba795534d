package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/// Reads more than one page of history.
final class Pages {
    private static final int PAGE = 200;

    private Pages() {}

    /// The newest `limit` messages before `before`, oldest first.
    static List<Message> newest(Godwit godwit, long conversation, OptionalLong before, int limit) {
        var found = new ArrayList<Message>();
        var from = before;
        while (found.size() < limit) {
            int wanted = Math.min(PAGE, limit - found.size());
            var page = godwit.messages(conversation, from, wanted);
            found.addAll(page.reversed());
            if (page.size() < wanted) {
                break;
            }
            from = OptionalLong.of(page.getFirst().key());
        }
        Collections.reverse(found);
        return found;
    }
}
