package dev.godwit.server.gateway;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.server.delivery.Delivery;
import dev.godwit.server.log.Author;
import dev.godwit.server.log.ConversationLog;
import dev.godwit.server.log.Outcome;
import dev.godwit.server.presence.Whereabouts;
import java.util.OptionalLong;

/// Takes a session's frames to whoever answers them; the same for every transport.
final class Dispatcher {
    private final ConversationLog log;
    private final Delivery delivery;
    private final Whereabouts whereabouts;
    private final Courtesy courtesy;

    Dispatcher(ConversationLog log, Delivery delivery, Whereabouts whereabouts, Courtesy courtesy) {
        this.log = log;
        this.delivery = delivery;
        this.whereabouts = whereabouts;
        this.courtesy = courtesy;
    }

    void attach(Answerable session, ClientFrame.Hello hello) {
        session.asked();
        delivery.attach(session, hello);
        whereabouts.attach(session);
    }

    void detach(Answerable session) {
        delivery.detach(session);
        whereabouts.detach(session);
    }

    void dispatch(Answerable session, ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Hello hello ->
                session.reply(failure(Code.PROTOCOL, "This session has said hello already."));
            case ClientFrame.Send send -> {
                session.asked();
                log.send(
                        author(session),
                        send,
                        outcome -> session.reply(answer(send.conversation(), send.id(), outcome)));
            }
            case ClientFrame.Cancel cancel -> {
                session.asked();
                log.cancel(
                        author(session),
                        cancel,
                        outcome -> session.reply(answer(cancel.conversation(), cancel.id(), outcome)));
            }
            case ClientFrame.Sync sync -> {
                session.asked();
                delivery.sync(session, sync);
            }
            case ClientFrame.Receipts receipts -> delivery.receipts(session, receipts.cursors());
            case ClientFrame.Check check -> {
                session.asked();
                delivery.check(session, check.mark());
            }
            case ClientFrame.Watch watch -> {
                if (mayMention(session)) {
                    delivery.watch(session, watch);
                    whereabouts.watch(session, watch);
                }
            }
            case ClientFrame.Presence presence -> {
                if (mayMention(session)) {
                    whereabouts.presence(session, presence);
                }
            }
            case ClientFrame.Typing typing -> {
                if (mayMention(session)) {
                    whereabouts.typing(session, typing);
                }
            }
            case ClientFrame.Members members -> {
                session.asked();
                delivery.members(session, members);
            }
        }
    }

    /// Whether there is room for one more frame about the moment. What is dropped is no loss: it is said
    /// again, or it is not true any more.
    private boolean mayMention(Answerable session) {
        return switch (courtesy.take(session.user())) {
            case PASS -> true;
            case DROP -> false;
            case DROP_AND_SAY -> {
                session.reply(failure(
                        Code.THROTTLED, "Too much about presence, typing and what is watched: some of it is dropped."));
                yield false;
            }
        };
    }

    /// Whether this frame is the one answer that a request waits for.
    static boolean endsRequest(ServerFrame frame) {
        return switch (frame) {
            case ServerFrame.Current c -> true;
            case ServerFrame.Sent s -> true;
            case ServerFrame.Refused r -> true;
            case ServerFrame.Cancelled c -> true;
            case ServerFrame.Page p -> true;
            case ServerFrame.Failure f -> f.code() == Code.RETRY || f.code() == Code.NO_CONVERSATION;
            case ServerFrame.Welcome w -> false;
            case ServerFrame.Changes c -> false;
            case ServerFrame.Pushed p -> false;
            case ServerFrame.Receipt r -> false;
            case ServerFrame.Members m -> true;
            case ServerFrame.Changed c -> false;
            case ServerFrame.Counts c -> false;
            case ServerFrame.Presences p -> false;
            case ServerFrame.Typing t -> false;
            case ServerFrame.Behind() -> false;
            case ServerFrame.Draining d -> false;
        };
    }

    private static Author author(Answerable session) {
        return new Author(session.user(), session.device());
    }

    private static ServerFrame answer(ConversationId conversation, ClientMessageId id, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Stored stored -> new ServerFrame.Sent(conversation, id, stored.seq(), stored.at());
            case Outcome.Withdrawn() -> new ServerFrame.Cancelled(conversation, id);
            case Outcome.Refused refused ->
                new ServerFrame.Refused(
                        conversation, id, refused.code(), refused.message(), OptionalLong.empty(), refused.version());
        };
    }

    static ServerFrame.Failure failure(Code code, String message) {
        return new ServerFrame.Failure(code, message, code.hint(), OptionalLong.empty());
    }
}
