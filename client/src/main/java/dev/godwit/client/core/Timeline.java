package dev.godwit.client.core;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the device has of one conversation's log, and what it knows to exist.
final class Timeline {
    final ConversationId id;
    List<UserId> members;
    private long head;
    private RangeSet covered;
    /// Up to which epoch's entries the local copy was compared with the server's.
    long trusted;
    /// The server would not give what is missing; asked again after the next check.
    boolean stuck;
    /// What is missing is not to be asked for before this time.
    long notBefore;
    /// A group so large that nobody is told what has reached whom.
    private boolean large;
    /// As of which seq.
    private long largeSince;
    /// Only while the local copy is being compared with the server's: nothing else may touch the coverage
    /// then.
    Optional<Recovery> recovery = Optional.empty();

    Timeline(ConversationId id, List<UserId> members, long head, RangeSet covered, long trusted, boolean large) {
        this.id = id;
        this.members = members;
        this.head = head;
        this.covered = covered;
        this.trusted = trusted;
        this.large = large;
        this.largeSince = covered.max();
    }

    boolean isLarge() {
        return large;
    }

    void scaled(long seq, boolean isLarge) {
        if (seq >= largeSince) {
            largeSince = seq;
            large = isLarge;
        }
    }

    boolean lacksNewest() {
        return covered.max() < head;
    }

    long head() {
        return head;
    }

    RangeSet covered() {
        return covered;
    }

    Optional<RangeSet.Range> newestHole() {
        return stuck || recovery.isPresent() ? Optional.empty() : covered.newestHole(head);
    }

    /// The user was taken in (again) at this seq: what was hidden below it may be theirs to read now.
    void cameIn(long seq) {
        if (!covered.contains(seq)) {
            covered.forgetBelow(seq);
        }
    }

    /// There is more, which need not be remembered: whoever begins again is told again.
    void announced(long announcedHead) {
        head = Math.max(head, announcedHead);
    }

    /// Writes these items and remembers to have them. Whether anything was new.
    boolean take(Turn turn, List<? extends Item> items, long knownHead) {
        boolean news = false;
        var entries = new ArrayList<Entry>();
        for (Item item : items) {
            boolean isNew = covered.add(item.first(), item.last());
            news |= isNew;
            if (isNew && item instanceof Entry entry) {
                entries.add(entry);
            }
        }
        if (!entries.isEmpty()) {
            turn.write(new StoreOp.PutEntries(id, entries));
        }
        long newHead = Math.max(Math.max(head, knownHead), covered.max());
        if (news || newHead != head) {
            head = newHead;
            save(turn);
        }
        return news;
    }

    /// An own entry that is in the database already got this seq.
    void placed(Turn turn, long seq) {
        if (recovery.isEmpty() && covered.add(seq, seq)) {
            head = Math.max(head, seq);
            save(turn);
        }
    }

    void knowsHead(Turn turn, long knownHead) {
        if (recovery.isEmpty()) {
            reaches(turn, knownHead);
        }
    }

    /// An own entry got this seq, perhaps while the two were being compared. A comparison that begins anew,
    /// because the server was restored meanwhile or the device died, has to begin above it: otherwise the
    /// entry would keep a seq that is another's.
    void reaches(Turn turn, long seq) {
        if (seq > head) {
            head = seq;
            save(turn);
        }
    }

    /// After a comparison: nothing above `same` is kept but what the server has just shown.
    void recovered(Turn turn, long same, RangeSet fresh, long newHead, long epochNo) {
        covered.truncate(same);
        covered.addAll(fresh);
        head = Math.max(newHead, covered.max());
        trusted = epochNo;
        largeSince = Math.min(largeSince, same);
        stuck = false;
        recovery = Optional.empty();
        turn.write(new StoreOp.Verified(id, same));
        save(turn);
    }

    private void save(Turn turn) {
        turn.write(new StoreOp.SetCoverage(id, head, covered.toString()));
    }
}
