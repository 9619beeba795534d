package dev.godwit.testing.history;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message, with everything that its user did with it.
final class Written {
    /// @param sure false if it was only tried, and nobody knows
    record Edit(Device device, String text, boolean sure) {}

    /// @param afterRefusal whether this device had shown it as failed before
    record Back(Device device, boolean sure, boolean afterRefusal) {}

    final long number;
    final Device device;
    final ConversationId conversation;
    final String text;
    /// Place in the order of everything written.
    final long order;
    boolean sure;
    boolean retried;
    private List<Device> refusedOn = List.of();
    private List<Edit> edits = List.of();
    private List<Back> backs = List.of();
    /// The earliest store in which anybody saw a seq of it.
    int namedIn = Integer.MAX_VALUE;
    /// Where it stands in the final log; null if it does not.
    @Nullable
    Entry place;

    Written(long number, Device device, ConversationId conversation, String text, long order, boolean sure) {
        this.number = number;
        this.device = device;
        this.conversation = conversation;
        this.text = text;
        this.order = order;
        this.sure = sure;
    }

    UserId user() {
        return device.user();
    }

    void edited(Edit edit) {
        edits = edits.isEmpty() ? new ArrayList<>() : edits;
        edits.add(edit);
    }

    void tookBack(Device by, boolean certainly) {
        backs = backs.isEmpty() ? new ArrayList<>() : backs;
        backs.add(new Back(by, certainly, refusedOn.contains(by)));
    }

    void refused(Device on) {
        refusedOn = refusedOn.isEmpty() ? new ArrayList<>() : refusedOn;
        if (!refusedOn.contains(on)) {
            refusedOn.add(on);
        }
    }

    boolean wasRefused() {
        return !refusedOn.isEmpty();
    }

    List<Edit> edits() {
        return edits;
    }

    List<Back> backs() {
        return backs;
    }

    /// Whether its user ever gave it this text.
    boolean hadText(String asked) {
        if (asked.equals(text)) {
            return true;
        }
        for (Edit edit : edits) {
            if (edit.text().equals(asked)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "message " + number + " of " + device;
    }
}
