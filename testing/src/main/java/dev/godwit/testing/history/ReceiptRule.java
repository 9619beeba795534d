package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.RECEIPT_WENT_BACK;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import java.util.HashMap;
import java.util.Map;

/// How far somebody is only grows: what a device shows of somebody, and what it tells the server of its own user. That
/// a device or the server died in between is no excuse.
///
/// Once a device has met a store that is an older copy it compares each conversation with it, and forgets receipts for
/// what the copy does not have: so after each restore each that is older
/// may go back once.
final class ReceiptRule implements Rule {
    private record Key(Device device, ConversationId conversation, UserId user, boolean claimed) {}

    private static final class Reached {
        Cursor cursor = Cursor.NONE;
        /// The last store in which it may not go back any more.
        int fellIn;

        Reached(int epoch) {
            fellIn = epoch;
        }
    }

    private final Findings findings;
    private final Evidence evidence;
    private final Map<Key, Reached> reached = new HashMap<>();

    ReceiptRule(Evidence evidence, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    @Override
    public void saw(Happening.OnDevice what, int epoch) {
        switch (what) {
            case Happening.Told told ->
                moved(new Key(told.device(), told.conversation(), told.user(), false), told.cursor(), epoch);
            case Happening.Claimed claimed ->
                moved(
                        new Key(
                                claimed.device(),
                                claimed.conversation(),
                                claimed.device().user(),
                                true),
                        claimed.cursor(),
                        epoch);
            default -> {}
        }
    }

    private void moved(Key key, Cursor to, int epoch) {
        Reached known = reached.computeIfAbsent(key, k -> new Reached(epoch));
        Cursor from = known.cursor;
        known.cursor = to;
        if (!to.equals(to.max(from))) {
            if (known.fellIn < epoch) {
                known.fellIn = epoch;
            } else {
                findings.add(
                        RECEIPT_WENT_BACK,
                        () -> key.device() + (key.claimed() ? " claimed " : " showed ")
                                + (key.claimed() ? "" : evidence.name(key.user()) + " at ") + to + " in "
                                + key.conversation() + " after " + from);
            }
        }
    }
}
