package dev.godwit.server.log;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.UserId;

/// Who may write to whom, and when that is wanted.
final class DirectRules {
    private DirectRules() {}

    static Ruling write(Occasion occasion) {
        return toPeer(occasion, isAnswer(occasion));
    }

    /// An `accept`, which says nothing else.
    static Ruling accept(Occasion occasion) {
        return isAnswer(occasion)
                ? toPeer(occasion, true)
                : Ruling.refused(Code.NO_CHANGE, "There is nothing to accept here, or not any more.");
    }

    /// Whoever has blocked the other one may still write to them.
    private static Ruling toPeer(Occasion occasion, boolean answers) {
        UserId peer = new Direct(occasion.state()).peerOf(occasion.actor());
        if (!peer.equals(occasion.actor()) && occasion.standing(peer) == Standing.BLOCKED) {
            return Ruling.refused(Code.NOT_ACCEPTED, peer + " does not take messages from you.");
        }
        return answers ? occasion.draft().fact(Direct.ACCEPTED, "").allowed() : Ruling.unchanged(occasion.state());
    }

    /// Whether the actor is the one who was asked, and has not answered yet.
    private static boolean isAnswer(Occasion occasion) {
        var direct = new Direct(occasion.state());
        return direct.isRequest() && !direct.opener().orElse(occasion.actor()).equals(occasion.actor());
    }
}
