package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.ALTERED;

import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A message in the log says in the end what its user made of it last.
///
/// What a device's user last made of it stands in the log, as the message itself or as an edit of it, behind
/// everything else that was made of it on that device; so of edits made on several devices the last one in the log
/// counts. What was taken back on any device is deleted there, whatever was edited elsewhere. Excused is what the
/// device
/// still has in its outbox, failed, or waiting unless it says that nothing is left to do.
///
/// After a restore, a message that had been seen before may come back although one device had given it up: where that
/// device had shown it as failed, or the user did something else with it on another device.
final class LatestTextRule implements Rule {
    private final Evidence evidence;
    private final Findings findings;
    private final Set<Device> devices = new HashSet<>();

    LatestTextRule(Evidence evidence, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
        evidence.finale().views().forEach(view -> devices.add(view.device()));
    }

    @Override
    public void end() {
        for (Written message : evidence.ledger().all()) {
            FinalLog log = evidence.log(message.conversation);
            if (message.place == null || log == null || log.isDeleted(message.place)) {
                continue;
            }
            if (!message.backs().isEmpty()) {
                takenBack(message);
            } else if (!message.edits().isEmpty()) {
                edited(message, texts(log, message.place));
            }
        }
    }

    private static List<String> texts(FinalLog log, Entry message) {
        var texts = new ArrayList<String>();
        texts.add(message.content().body().data());
        for (Entry change : log.changes(message)) {
            if (change.content().kind().equals(Kinds.EDIT)) {
                texts.add(change.content().body().data());
            }
        }
        return texts;
    }

    private void takenBack(Written message) {
        for (Written.Back back : message.backs()) {
            if (!back.sure() || !devices.contains(back.device()) || stillWithdraws(message, back)) {
                continue;
            }
            boolean cameBack = message.namedIn < evidence.last()
                    && (back.afterRefusal()
                            || message.retried
                            || message.edits().stream()
                                    .anyMatch(edit -> !edit.device().equals(back.device())));
            if (!cameBack) {
                findings.add(ALTERED, () -> message + " was taken back on " + back.device() + ", and is still there");
                return;
            }
        }
    }

    /// A deletion says nothing: which message it is about cannot be seen in the outbox.
    private boolean stillWithdraws(Written message, Written.Back back) {
        return evidence.finale().views().stream()
                .filter(view -> view.device().equals(back.device()))
                .anyMatch(view -> view.waiting().stream()
                        .anyMatch(waiting -> (waiting.what().equals("delete")
                                        || waiting.what().equals("withdraw"))
                                && waiting.conversation()
                                        .filter(in -> !in.equals(message.conversation))
                                        .isEmpty()
                                && (waiting.failed().isPresent() || !view.settled())));
    }

    private void edited(Written message, List<String> texts) {
        Map<Device, List<Written.Edit>> byDevice = new LinkedHashMap<>();
        for (Written.Edit edit : message.edits()) {
            byDevice.computeIfAbsent(edit.device(), device -> new ArrayList<>()).add(edit);
        }
        byDevice.forEach((device, edits) -> {
            if (!devices.contains(device) || inOutbox(message, device)) {
                return;
            }
            if (!isLast(message, device, edits, texts)) {
                findings.add(
                        ALTERED,
                        () -> message + " was last made '" + edits.getLast().text() + "' on " + device
                                + ", and went through " + texts);
            }
        });
    }

    private boolean inOutbox(Written message, Device device) {
        return evidence.standing(message).stream()
                .anyMatch(standing -> standing.device().equals(device) && standing.excuses());
    }

    /// Whether what the user last wanted there comes last of what they ever wanted there.
    private static boolean isLast(Written message, Device device, List<Written.Edit> edits, List<String> texts) {
        int end = edits.size();
        // Those of which nobody knows whether they were made may be the last, or not be at all.
        boolean sure = false;
        for (int i = end - 1; i >= 0 && !sure; i--) {
            sure = edits.get(i).sure();
            if (comesLast(message, device, edits.subList(0, i), edits.get(i).text(), texts)) {
                return true;
            }
        }
        return !sure;
    }

    private static boolean comesLast(
            Written message, Device device, List<Written.Edit> before, String text, List<String> texts) {
        int place = texts.lastIndexOf(text);
        if (place < 0) {
            return false;
        }
        for (Written.Edit older : before) {
            boolean said = older.text().equals(text) || isAlsoOf(message, device, older.text());
            if (!said && texts.lastIndexOf(older.text()) > place) {
                return false;
            }
        }
        return message.text.equals(text)
                || !message.device.equals(device)
                || isAlsoOf(message, device, message.text)
                || texts.lastIndexOf(message.text) <= place;
    }

    private static boolean isAlsoOf(Written message, Device device, String text) {
        return message.edits().stream()
                .anyMatch(edit -> !edit.device().equals(device) && edit.text().equals(text));
    }
}
