package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.CLAIMED_WITHOUT_HAVING;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// A device claims to have only what it has, and to have read only what its user has looked at on one of their devices;
/// and nobody says more of somebody than they claimed. Only where the order between devices is known.
///
/// What a device has is judged by the log of the store that is there in the end, so a claim to a store before is not.
/// Own entries that are no messages need not be recorded as received.
final class ClaimRule implements Rule {
    private record Copy(Device device, ConversationId conversation) {}

    private record Somebody(UserId user, ConversationId conversation) {}

    /// What a device has of a log.
    private static final class Having {
        final BitSet entries = new BitSet();
        /// Of what its user might see while their membership was in this state, everything is there up to `whole`.
        int membership = -1;
        long whole;
    }

    private static final class Reach {
        Cursor claimed = Cursor.NONE;
        long looked;
    }

    private final Evidence evidence;
    private final Findings findings;
    private final Map<Copy, Having> copies = new HashMap<>();
    private final Map<Somebody, Reach> people = new HashMap<>();

    ClaimRule(Evidence evidence, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    @Override
    public void saw(Happening.OnDevice what, int epoch) {
        if (!evidence.ordered()) {
            return;
        }
        // What is a user's own is read by nobody else.
        switch (what) {
            case Happening.Claimed claimed when claimed.conversation().type() == ConversationType.ACCOUNT -> {}
            case Happening.Acked acked -> has(acked.device(), acked.conversation(), acked.seq(), acked.id(), epoch);
            case Happening.Received received ->
                has(received.device(), received.conversation(), received.seq(), received.id(), epoch);
            case Happening.Looked looked -> {
                Reach reach = reach(looked.device().user(), looked.conversation());
                reach.looked = Math.max(reach.looked, looked.seq());
            }
            case Happening.Claimed claimed -> claimed(claimed, epoch);
            case Happening.Told told -> told(told);
            default -> {}
        }
    }

    private Having having(Device device, ConversationId conversation) {
        return copies.computeIfAbsent(new Copy(device, conversation), copy -> new Having());
    }

    private Reach reach(UserId user, ConversationId conversation) {
        return people.computeIfAbsent(new Somebody(user, conversation), somebody -> new Reach());
    }

    private void has(Device device, ConversationId conversation, long seq, ClientMessageId id, int epoch) {
        Entry entry = evidence.at(conversation, seq);
        if (epoch == evidence.last() || (entry != null && entry.id().equals(id))) {
            having(device, conversation).entries.set((int) seq);
        }
    }

    private void claimed(Happening.Claimed claim, int epoch) {
        UserId user = claim.device().user();
        Reach reach = reach(user, claim.conversation());
        reach.claimed = reach.claimed.max(claim.cursor());
        if (claim.cursor().read() > reach.looked) {
            findings.add(
                    CLAIMED_WITHOUT_HAVING,
                    () -> claim.device() + " claims to have read " + claim.conversation() + " up to "
                            + claim.cursor().read() + ", and its user has looked up to " + reach.looked);
        }
        FinalLog log = evidence.log(claim.conversation());
        if (epoch == evidence.last()) {
            long whole = log == null ? 0 : whole(log, claim);
            if (whole < claim.cursor().delivered()) {
                findings.add(
                        CLAIMED_WITHOUT_HAVING,
                        () -> claim.device() + " claims to have " + claim.conversation() + " up to "
                                + claim.cursor().delivered() + ", and does not have seq " + (whole + 1));
            }
        }
    }

    /// Up to where the device has everything, as far as the claim goes.
    private long whole(FinalLog log, Happening.Claimed claim) {
        UserId user = claim.device().user();
        long upTo = claim.cursor().delivered();
        Having having = having(claim.device(), log.id);
        int membership = log.membership(user, upTo);
        if (membership != having.membership) {
            having.membership = membership;
            having.whole = 0;
        }
        while (having.whole < upTo && isThere(log, user, having, having.whole + 1)) {
            having.whole++;
        }
        return having.whole;
    }

    private static boolean isThere(FinalLog log, UserId user, Having having, long seq) {
        if (seq > log.head()) {
            return false;
        }
        Entry entry = log.at(seq);
        return having.entries.get((int) seq)
                || entry == null
                || !log.maySee(user, having.membership, seq)
                || (entry.from().equals(user) && !FinalLog.isMessage(entry));
    }

    private void told(Happening.Told told) {
        UserId user = told.user();
        Cursor claimed = reach(user, told.conversation()).claimed;
        if (!user.equals(told.device().user()) && !claimed.equals(claimed.max(told.cursor()))) {
            findings.add(
                    CLAIMED_WITHOUT_HAVING,
                    () -> told.device() + " shows " + evidence.name(user) + " at " + told.cursor() + " in "
                            + told.conversation() + ", who has claimed " + claimed);
        }
    }

    @Override
    public void end() {
        if (!evidence.ordered()) {
            return;
        }
        evidence.logs().keySet().stream()
                .filter(conversation -> conversation.type() != ConversationType.ACCOUNT)
                .forEach(conversation -> new TreeMap<>(
                                evidence.finale().cursors().getOrDefault(conversation, Map.of()))
                        .forEach((user, cursor) -> {
                            Cursor claimed = reach(user, conversation).claimed;
                            if (!claimed.equals(claimed.max(cursor))) {
                                findings.add(
                                        CLAIMED_WITHOUT_HAVING,
                                        () -> "the server has " + evidence.name(user) + " at " + cursor + " in "
                                                + conversation + ", who has claimed " + claimed);
                            }
                        }));
    }
}
