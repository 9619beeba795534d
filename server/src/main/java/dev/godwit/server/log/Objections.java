package dev.godwit.server.log;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.EntryCodec;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What speaks against an entry wherever it is sent to: its form, its place in the order, its precondition.
///
/// @param lastSeq of the last entry decided
/// @param pending batches whose entries count as stored
record Objections(long lastSeq, Facts facts, List<Pending> pending) {

    Optional<Ruling> to(ClientFrame.Send frame, UserId sender) {
        return toContent(frame.content(), sender)
                .or(() -> toOrder(frame, sender))
                .or(() -> toPrecondition(frame.content()));
    }

    private Optional<Ruling> toContent(Content content, UserId sender) {
        if (Kinds.isReserved(content.kind())) {
            return refused(Code.BAD_CONTENT, "Only the server writes entries of the kind '" + content.kind() + "'.");
        }
        if (EntryCodec.bodySize(content.body()) > Limits.MAX_BODY) {
            return refused(Code.TOO_LARGE, "The body is over " + Limits.MAX_BODY + " bytes.");
        }
        if (content.kind().equals(Kinds.EDIT) || content.kind().equals(Kinds.DELETE)) {
            if (content.target().isEmpty() || !isOwnMessage(content.target(), sender)) {
                return refused(Code.BAD_CONTENT, "Only one's own messages can be edited or deleted.");
            }
        } else if (content.target().isPresent() && content.target().getAsLong() > lastSeq) {
            return refused(
                    Code.BAD_CONTENT, "There is no entry " + content.target().getAsLong() + " here.");
        }
        return Optional.empty();
    }

    private boolean isOwnMessage(OptionalLong target, UserId sender) {
        return pending.stream()
                .flatMap(batch -> batch.entries().stream())
                .filter(entry -> entry.seq() == target.getAsLong())
                .findFirst()
                .or(facts::target)
                .filter(entry ->
                        entry.from().equals(sender) && entry.content().kind().equals(Kinds.MESSAGE))
                .isPresent();
    }

    private Optional<Ruling> toOrder(ClientFrame.Send frame, UserId sender) {
        Optional<ClientMessageId> after = frame.after();
        if (after.isEmpty() || facts.predecessor().isPresent()) {
            return Optional.empty();
        }
        var key = new Pending.Key(sender, after.get());
        return pending.stream().anyMatch(batch -> batch.contains(key))
                ? Optional.empty()
                : refused(Code.AFTER_PENDING, "Entry '" + after.get() + "', which must come first, is not stored yet.");
    }

    private Optional<Ruling> toPrecondition(Content content) {
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
                : Optional.of(new Ruling.Refused(new Outcome.Refused(
                        Code.STALE,
                        "'" + expect.register() + "' has changed: it is at version " + version + ".",
                        OptionalLong.of(version))));
    }

    private static Optional<Ruling> refused(Code code, String message) {
        return Optional.of(Ruling.refused(code, message));
    }
}
