package dev.godwit.server.log;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Decides about commands as of everything decided so far (which may still be on its way to disk): who may speak, what
/// speaks against it, what it changes.
///
/// Owned by the writer's thread.
final class Judge {
    private static final String SERVERS_IDS = "sys.";

    private final ConversationId conversation;
    private final Rules rules;
    private final InstantSource clock;
    private long lastSeq;
    private long lastAt;
    private ConversationState state = ConversationState.EMPTY;

    Judge(ConversationId conversation, Rules rules, InstantSource clock) {
        this.conversation = conversation;
        this.rules = rules;
        this.clock = clock;
    }

    void reset(Head committed) {
        lastSeq = committed.seq();
        lastAt = committed.at();
        state = committed.state();
    }

    ConversationState state() {
        return state;
    }

    boolean isUnopened() {
        return lastSeq == 0;
    }

    /// The same id while its first try is still on its way.
    void judgeAgain(Command command, Pending.Key key, Pending pending) {
        switch (command) {
            case Command.Send send
            when pending.isBurning(key) -> refuse(send, Code.CANCELLED, "This id was withdrawn.");
            case Command.Send send
            when pending.hasOtherBytes(key, send.frame().content().digest()) ->
                refuse(send, Code.ID_REUSED, "This id was used for other content.");
            case Command.Send send -> pending.alsoTell(key, send.reply());
            case Command.Cancel cancel -> pending.alsoTell(key, cancel.reply());
        }
    }

    /// @param pending batches whose entries count as stored: if one fails, so does everything decided on top of it
    /// @param filling the batch to add to
    void judge(Command command, Meaning meaning, Facts facts, List<Pending> pending, Pending filling) {
        if (facts.known().isPresent()) {
            answerKnown(command, facts.known().get());
            return;
        }
        if (conversation.type() == ConversationType.GROUP
                && command.id().value().startsWith(SERVERS_IDS)) {
            refuse(command, Code.BAD_CONTENT, "Ids that begin with '" + SERVERS_IDS + "' are the server's own.");
            return;
        }
        switch (command) {
            case Command.Send send -> judge(send, meaning, facts, pending, filling);
            case Command.Cancel cancel -> judge(cancel, facts, filling);
        }
    }

    private static void answerKnown(Command command, Known known) {
        switch (known) {
            case Known.Stored stored
            when command instanceof Command.Send send
                    && !stored.digest().equals(send.frame().content().digest()) ->
                refuse(command, Code.ID_REUSED, "This id was used for other content.");
            case Known.Stored stored -> command.reply().accept(new Outcome.Stored(stored.seq(), stored.at()));
            case Known.Withdrawn() -> {
                if (command instanceof Command.Cancel) {
                    command.reply().accept(new Outcome.Withdrawn());
                } else {
                    refuse(command, Code.CANCELLED, "This id was withdrawn.");
                }
            }
        }
    }

    /// In a group anybody may burn an id of their own, also who is no member and where there is no group: who has tried
    /// to make or to join one must be able to take that back, and the same answer everywhere tells nothing.
    private void judge(Command.Cancel cancel, Facts facts, Pending filling) {
        boolean may = conversation.type() == ConversationType.GROUP
                || (isUnopened()
                        ? Creation.of(conversation, cancel.author(), cancel.with(), facts)
                                .isPresent()
                        : state.isMember(cancel.author().user()));
        if (may) {
            filling.burn(new Pending.Key(cancel.author().user(), cancel.id()), cancel.reply());
        } else {
            refuse(cancel, Code.NO_CONVERSATION, Admission.NO_CONVERSATION);
        }
    }

    private void judge(Command.Send send, Meaning meaning, Facts facts, List<Pending> pending, Pending filling) {
        var creation = isUnopened()
                ? Creation.of(conversation, send.author(), send.with(), facts)
                : Optional.<Creation>empty();
        var occasion = occasion(send.author().user(), creation, facts);
        switch (ruling(send, meaning, occasion, new Objections(lastSeq, facts, pending))) {
            case Ruling.Refused refused -> send.reply().accept(refused.outcome());
            case Ruling.Allowed allowed -> {
                creation.ifPresent(created -> {
                    filling.addUnasked(created.entry(occasion.at()));
                    filling.touch(created.touched());
                });
                append(send, occasion, allowed, filling);
            }
        }
    }

    /// As it is when the entry is written, behind the server's own that opens the conversation.
    private Occasion occasion(UserId actor, Optional<Creation> creation, Facts facts) {
        long at = Math.max(clock.millis(), lastAt);
        return new Occasion(
                conversation,
                creation.map(Creation::state).orElse(state),
                actor,
                lastSeq + (creation.isPresent() ? 2 : 1),
                at,
                lastAt,
                facts.standings());
    }

    private Ruling ruling(Command.Send send, Meaning meaning, Occasion occasion, Objections objections) {
        return switch (Admission.of(send.frame().content(), meaning, occasion)) {
            case Admission.Member() ->
                objections.to(send.frame(), send.author().user()).orElseGet(() -> rules.rule(meaning, occasion));
            // What speaks against it could tell who does not get in what there is.
            case Admission.Newcomer() ->
                switch (rules.rule(meaning, occasion)) {
                    case Ruling.Refused refused -> refused;
                    case Ruling.Allowed allowed ->
                        objections.to(send.frame(), send.author().user()).orElse(allowed);
                };
            case Admission.Nobody(Ruling refused) -> refused;
        };
    }

    private void append(Command.Send send, Occasion occasion, Ruling.Allowed allowed, Pending filling) {
        state = allowed.state();
        lastSeq = occasion.seq();
        lastAt = occasion.at();
        filling.touch(allowed.touched());
        var author = send.author();
        var content = send.frame().content();
        filling.add(
                new Entry(lastSeq, lastAt, author.user(), author.device(), send.id(), content),
                content.digest(),
                send.reply());
        for (var followUp : allowed.followUps()) {
            lastSeq++;
            var id = new ClientMessageId(SERVERS_IDS + lastSeq);
            filling.addUnasked(new Entry(lastSeq, lastAt, author.user(), author.device(), id, followUp));
        }
    }

    private static void refuse(Command command, Code code, String message) {
        command.reply().accept(Outcome.Refused.because(code, message));
    }
}
