package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.NOT_CONVERGED;
import static dev.godwit.testing.history.Violation.Kind.STUCK;

import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Finale.Shown;
import dev.godwit.testing.history.Finale.View;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// In the end everybody has come to rest: no device waits for anything, the server knows of each member with a settled
/// device that they have all that they may see, and each device shows of the others in its conversations what the
/// server
/// knows.
///
/// The last only where nothing forbids it: both are members, the group never was so large that nobody is told, nobody
/// blocks anybody, and in a conversation of two both have written, so that it is no request of a stranger. A device
/// never shows more than the server knows, or knew before it was restored.
final class RestRule implements Rule {
    private final Evidence evidence;
    private final FormerReceipts former;
    private final Findings findings;
    private final Blocks blocks;

    RestRule(Evidence evidence, FormerReceipts former, Findings findings) {
        this.evidence = evidence;
        this.former = former;
        this.blocks = new Blocks(evidence.finale());
        this.findings = findings;
    }

    @Override
    public void end() {
        evidence.finale().views().forEach(this::rests);
        for (FinalLog log : evidence.logs().values()) {
            if (log.id.type() != ConversationType.ACCOUNT && !log.wasLarge()) {
                delivered(log);
                told(log);
            }
        }
    }

    private void rests(View view) {
        for (Finale.Waiting waiting : view.waiting()) {
            if (waiting.failed().isEmpty()) {
                findings.add(
                        STUCK,
                        () -> "'" + waiting.text() + "' (" + waiting.what() + ") still waits on " + view.device());
            }
        }
        boolean waits =
                view.waiting().stream().anyMatch(waiting -> waiting.failed().isEmpty());
        if (!view.settled() && !waits) {
            findings.add(STUCK, () -> view.device() + " is not settled");
        }
    }

    private Map<UserId, Cursor> cursors(FinalLog log) {
        return evidence.finale().cursors().getOrDefault(log.id, Map.of());
    }

    private void delivered(FinalLog log) {
        Set<UserId> settled = new HashSet<>();
        for (View view : evidence.finale().views()) {
            if (view.settled() && view.conversations().containsKey(log.id)) {
                settled.add(view.device().user());
            }
        }
        for (UserId member : log.members()) {
            long delivered = cursors(log).getOrDefault(member, Cursor.NONE).delivered();
            if (settled.contains(member) && delivered != log.head(member)) {
                findings.add(
                        NOT_CONVERGED,
                        () -> "the server has " + evidence.name(member) + " at " + delivered + " in " + log.id
                                + ", of which they have " + log.head(member));
            }
        }
    }

    private void told(FinalLog log) {
        Set<UserId> writers = new HashSet<>();
        for (long seq = 1; seq <= log.head(); seq++) {
            Entry entry = log.at(seq);
            if (entry != null && FinalLog.isMessage(entry)) {
                writers.add(entry.from());
            }
        }
        boolean open = log.id.type() == ConversationType.GROUP || writers.containsAll(log.members());
        for (View view : evidence.finale().views()) {
            Shown shown = view.conversations().get(log.id);
            UserId viewer = view.device().user();
            if (shown == null || !view.settled() || !log.isMember(viewer)) {
                continue;
            }
            for (UserId other : log.members()) {
                Cursor server = cursors(log).getOrDefault(other, Cursor.NONE);
                Cursor here = shown.cursors().getOrDefault(other, Cursor.NONE);
                Cursor most = server.max(former.of(log.id, other));
                boolean tooFar = !most.equals(most.max(here));
                boolean notFarEnough = !here.equals(here.max(server));
                boolean toBeTold = open && !blocks.ever(other, viewer);
                if (!other.equals(viewer) && (tooFar || (toBeTold && notFarEnough))) {
                    findings.add(
                            NOT_CONVERGED,
                            () -> view.device() + " shows " + evidence.name(other) + " at " + here + " in " + log.id
                                    + ", and the server has " + server);
                }
            }
        }
    }
}
