package dev.godwit.server.log;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import java.util.List;

/// What a rule says about one entry.
sealed interface Ruling {
    /// @param state     as of the entry and what follows it
    /// @param touched   what of it is not as it was before
    /// @param followUps what the server itself writes right behind the entry
    record Allowed(ConversationState state, Touched touched, List<Content> followUps) implements Ruling {
        public Allowed {
            followUps = List.copyOf(followUps);
        }
    }

    record Refused(Outcome.Refused outcome) implements Ruling {}

    /// It may stand there, and settles nothing.
    static Ruling unchanged(ConversationState state) {
        return new Allowed(state, Touched.NOTHING, List.of());
    }

    static Ruling refused(Code code, String message) {
        return new Refused(Outcome.Refused.because(code, message));
    }
}
