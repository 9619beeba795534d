package dev.godwit.server.log;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.EntryCodec;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.UserId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The rules by which a writer decides, as of everything decided so far (which may still be on its way to disk).
///
/// Owned by the writer's thread.
final class Judge {
    private final ConversationId conversation;
    private final InstantSource clock;
    private long lastSeq;
    private long lastAt;
    private ConversationState state = ConversationState.EMPTY;

    Judge(ConversationId conversation, InstantSource clock) {
        this.conversation = conversation;
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
    void judge(Command command, Facts facts, List<Pending> pending, Pending filling) {
        if (facts.known().isPresent()) {
            answerKnown(command, facts.known().get());
            return;
        }
        var members = isUnopened()
                ? Creation.members(conversation, command.author().user(), command.with())
                        .filter(all -> facts.peerExists())
                : Optional.of(state.members());
        if (members.isEmpty() || !members.get().contains(command.author().user())) {
            refuse(command, Code.NO_CONVERSATION, "There is no such conversation for you.");
            return;
        }
        switch (command) {
            case Command.Send send -> {
                var refusal = objection(send, facts, pending);
                if (refusal.isPresent()) {
                    command.reply().accept(refusal.get());
                } else {
                    append(send, members.get(), filling);
                }
            }
            case Command.Cancel cancel ->
                filling.burn(new Pending.Key(cancel.author().user(), cancel.id()), cancel.reply());
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

    private Optional<Outcome> objection(Command.Send send, Facts facts, List<Pending> pending) {
        Content content = send.frame().content();
        return objectionToContent(content, send.author().user(), facts, pending)
                .or(() -> objectionToOrder(send.frame(), send.author().user(), facts, pending))
                .or(() -> objectionToPrecondition(content, facts, pending));
    }

    private Optional<Outcome> objectionToContent(Content content, UserId sender, Facts facts, List<Pending> pending) {
        if (Kinds.isReserved(content.kind())) {
            return refused(Code.BAD_CONTENT, "Only the server writes entries of the kind '" + content.kind() + "'.");
        }
        if (EntryCodec.bodySize(content.body()) > Limits.MAX_BODY) {
            return refused(Code.TOO_LARGE, "The body is over " + Limits.MAX_BODY + " bytes.");
        }
        if (content.kind().equals(Kinds.EDIT) || content.kind().equals(Kinds.DELETE)) {
            if (content.target().isEmpty() || !isOwnMessage(content.target(), sender, facts, pending)) {
                return refused(Code.BAD_CONTENT, "Only one's own messages can be edited or deleted.");
            }
        } else if (content.target().isPresent() && content.target().getAsLong() > lastSeq) {
            return refused(
                    Code.BAD_CONTENT, "There is no entry " + content.target().getAsLong() + " here.");
        }
        return Optional.empty();
    }

    private static boolean isOwnMessage(OptionalLong target, UserId sender, Facts facts, List<Pending> pending) {
        return pending.stream()
                .flatMap(batch -> batch.entries().stream())
                .filter(entry -> entry.seq() == target.getAsLong())
                .findFirst()
                .or(facts::target)
                .filter(entry ->
                        entry.from().equals(sender) && entry.content().kind().equals(Kinds.MESSAGE))
                .isPresent();
    }

    private Optional<Outcome> objectionToOrder(
            ClientFrame.Send frame, UserId sender, Facts facts, List<Pending> pending) {
        Optional<ClientMessageId> after = frame.after();
        if (after.isEmpty() || facts.predecessor().isPresent()) {
            return Optional.empty();
        }
        var key = new Pending.Key(sender, after.get());
        return pending.stream().anyMatch(batch -> batch.contains(key))
                ? Optional.empty()
                : refused(Code.AFTER_PENDING, "Entry '" + after.get() + "', which must come first, is not stored yet.");
    }

    private Optional<Outcome> objectionToPrecondition(Content content, Facts facts, List<Pending> pending) {
        if (content.expect().isEmpty()) {
            return Optional.empty();
        }
        var expect = content.expect().get();
        long version = facts.version();
        for (Pending batch : pending) {
            version = batch.versionOr(expect.register(), version);
        }
        return version == expect.version()
                ? Optional.empty()
                : Optional.of(new Outcome.Refused(
                        Code.STALE,
                        "'" + expect.register() + "' has changed: it is at version " + version + ".",
                        OptionalLong.of(version)));
    }

    private void append(Command.Send send, List<UserId> members, Pending filling) {
        long at = Math.max(clock.millis(), lastAt);
        if (isUnopened()) {
            state = Creation.state(members);
            filling.addUnasked(Creation.entry(send.author(), members, at));
            filling.touchPeople(members);
            lastSeq = 1;
        }
        lastSeq++;
        lastAt = at;
        var content = send.frame().content();
        var entry = new Entry(lastSeq, at, send.author().user(), send.author().device(), send.id(), content);
        filling.add(entry, content.digest(), send.reply());
    }

    private static Optional<Outcome> refused(Code code, String message) {
        return Optional.of(Outcome.Refused.because(code, message));
    }

    private static void refuse(Command command, Code code, String message) {
        command.reply().accept(Outcome.Refused.because(code, message));
    }
}
