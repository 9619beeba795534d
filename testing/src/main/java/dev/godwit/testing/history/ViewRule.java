package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.ALTERED;
import static dev.godwit.testing.history.Violation.Kind.DUPLICATED;
import static dev.godwit.testing.history.Violation.Kind.INVENTED;
import static dev.godwit.testing.history.Violation.Kind.NOT_CONVERGED;
import static dev.godwit.testing.history.Violation.Kind.ORDER_DIFFERS;
import static dev.godwit.testing.history.Violation.Kind.SEEN_BY_STRANGER;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Finale.Line;
import dev.godwit.testing.history.Finale.Shown;
import dev.godwit.testing.history.Finale.View;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Each device shows in the end what its user may see of the log, with the edits that they may see, without what was
/// taken back, in the order of the log, all of it and nothing else but their own messages that wait or have failed.
final class ViewRule implements Rule {
    private final Evidence evidence;
    private final Findings findings;

    ViewRule(Evidence evidence, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    @Override
    public void end() {
        for (View view : evidence.finale().views()) {
            var conversations = new TreeSet<>(view.conversations().keySet());
            for (FinalLog log : evidence.logs().values()) {
                boolean theirs = log.id.type() != ConversationType.ACCOUNT
                        && log.head(view.device().user()) > 0;
                if (theirs && !conversations.contains(log.id)) {
                    findings.add(NOT_CONVERGED, () -> view.device() + " does not know " + log.id);
                }
            }
            for (ConversationId id : conversations) {
                Shown shown = view.conversations().get(id);
                if (shown != null) {
                    new Screen(view.device(), id, evidence.log(id)).check(shown);
                }
            }
        }
    }

    /// One conversation on one device.
    private final class Screen {
        private final Device device;
        private final UserId viewer;
        private final ConversationId id;
        private final @Nullable FinalLog log;
        /// Messages that are there, with how often.
        private final Map<Long, Integer> seen = new HashMap<>();
        private long lastSeq;

        Screen(Device device, ConversationId id, @Nullable FinalLog log) {
            this.device = device;
            this.viewer = device.user();
            this.id = id;
            this.log = log;
        }

        void check(Shown shown) {
            for (Line line : shown.lines()) {
                line(line);
            }
            if (log != null && log.head(viewer) > 0) {
                if (!shown.complete()) {
                    findings.add(NOT_CONVERGED, () -> device + " has not got all of " + id);
                }
                missing(log);
            }
        }

        private void line(Line line) {
            if (line.seq().isEmpty()) {
                if (!line.deleted()) {
                    known(line);
                }
                return;
            }
            long seq = line.seq().getAsLong();
            Entry entry = log == null ? null : log.at(seq);
            if (seq < lastSeq) {
                findings.add(
                        ORDER_DIFFERS,
                        () -> device + " shows " + id + " seq " + seq + " ('" + line.text() + "') behind a later one");
            }
            lastSeq = Math.max(lastSeq, seq);
            if (entry != null && !FinalLog.isMessage(entry)) {
                return;
            }
            if (log != null && !log.maySee(viewer, seq)) {
                findings.add(
                        SEEN_BY_STRANGER,
                        () -> device + " shows " + id + " seq " + seq + " ('" + line.text()
                                + "'), which its user may not see");
                return;
            }
            if (line.deleted()) {
                if (log == null || entry == null || !log.shown(entry, viewer).deleted()) {
                    findings.add(
                            NOT_CONVERGED,
                            () -> device + " shows " + id + " seq " + seq + " as deleted, which it is not");
                } else {
                    count(evidence.ledger().of(entry.content().body().data()));
                }
                return;
            }
            Written message = known(line);
            if (message != null) {
                placed(line, message, entry);
            }
        }

        private void count(@Nullable Written message) {
            if (message != null && seen.merge(message.number, 1, Integer::sum) == 2) {
                findings.add(DUPLICATED, () -> device + " shows " + message + " twice in " + id);
            }
        }

        /// The message that a line is; null if there is no such message.
        private @Nullable Written known(Line line) {
            Written message = evidence.ledger().of(line.text());
            if (message == null || !Evidence.isBy(message, id, line.from())) {
                findings.add(
                        INVENTED,
                        () -> device + " shows '" + line.text() + "' in " + id + " by "
                                + evidence.name(line.from())
                                + (message == null ? ", which nobody wrote" : ", but that is " + message));
                return null;
            }
            count(message);
            if (!message.hadText(line.text())) {
                findings.add(ALTERED, () -> device + " shows '" + line.text() + "', which nobody wrote");
                return null;
            }
            return message;
        }

        private void placed(Line line, Written message, @Nullable Entry entry) {
            if (log == null || entry == null || !entry.equals(message.place)) {
                // Where the log itself has it twice, that was said already.
                boolean again = entry != null
                        && message.equals(
                                evidence.ledger().of(entry.content().body().data()));
                if (!again) {
                    findings.add(
                            NOT_CONVERGED,
                            () -> device + " shows " + message + " at " + id + " seq "
                                    + line.seq().orElse(0) + ", where it is not");
                }
                return;
            }
            FinalLog.Shown now = log.shown(entry, viewer);
            if (now.deleted()) {
                findings.add(NOT_CONVERGED, () -> device + " still shows " + message + ", which was taken back");
            } else if (!now.text().equals(line.text()) && !isChanging(message)) {
                findings.add(
                        ALTERED, () -> device + " shows '" + line.text() + "', and it is '" + now.text() + "' by now");
            }
        }

        /// An edit that waits is shown already; one that failed is not.
        private boolean isChanging(Written message) {
            return evidence.standing(message).stream()
                    .anyMatch(
                            standing -> standing.device().equals(device) && !standing.failed() && !standing.settled());
        }

        private void missing(FinalLog whole) {
            for (long seq = 1; seq <= whole.head(viewer); seq++) {
                Entry entry = whole.at(seq);
                if (entry != null && FinalLog.isMessage(entry) && whole.maySee(viewer, seq)) {
                    Written message =
                            evidence.ledger().of(entry.content().body().data());
                    boolean wanted =
                            message != null && entry.equals(message.place) && !seen.containsKey(message.number);
                    if (wanted && !whole.shown(entry, viewer).deleted()) {
                        findings.add(
                                NOT_CONVERGED,
                                () -> device + " does not show " + message + " at " + id + " seq " + entry.seq());
                    }
                }
            }
        }
    }
}
