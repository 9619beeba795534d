package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.READ_BEFORE_DELIVERED;

import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Finale.Line;
import java.util.Map;

/// What is shown as delivered, or as read, has been, as far as the server knows or knew before it was restored: by
/// everybody else who is in the
/// conversation and was in it by then. Who has gone since does not count any more, and a group that ever was so large
/// that
/// nobody is told is not judged.
final class MarkRule implements Rule {
    private final Evidence evidence;
    private final FormerReceipts former;
    private final Findings findings;

    MarkRule(Evidence evidence, FormerReceipts former, Findings findings) {
        this.evidence = evidence;
        this.former = former;
        this.findings = findings;
    }

    @Override
    public void end() {
        for (Finale.View view : evidence.finale().views()) {
            for (FinalLog log : evidence.logs().values()) {
                Finale.Shown shown = view.conversations().get(log.id);
                if (shown != null && !log.wasLarge()) {
                    check(view.device(), log, shown);
                }
            }
        }
    }

    private void check(Device device, FinalLog log, Finale.Shown shown) {
        Map<UserId, Cursor> cursors = evidence.finale().cursors().getOrDefault(log.id, Map.of());
        var others = log.members().stream()
                .filter(member -> !member.equals(device.user()))
                .toList();
        for (Line line : shown.lines()) {
            boolean read = line.state().equals("read");
            boolean reached = read || line.state().equals("delivered");
            if (!reached || line.seq().isEmpty() || !line.from().equals(device.user())) {
                continue;
            }
            long seq = line.seq().getAsLong();
            for (UserId other : others) {
                Cursor cursor = cursors.getOrDefault(other, Cursor.NONE).max(former.of(log.id, other));
                if (log.since(other) <= seq && (read ? cursor.read() : cursor.delivered()) < seq) {
                    findings.add(
                            READ_BEFORE_DELIVERED,
                            () -> device + " shows " + log.id + " seq " + seq + " as " + line.state() + ", and "
                                    + evidence.name(other) + " is at " + cursor);
                }
            }
        }
    }
}
