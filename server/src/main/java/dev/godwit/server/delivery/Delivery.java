package dev.godwit.server.delivery;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Commit;
import dev.godwit.server.log.ConversationLog;
import dev.godwit.server.log.LogReader;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.Visibility;
import dev.godwit.server.log.Watermark;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;

/// Who gets to know what. Every method may be called from any thread; the work is done on one, in order.
///
/// A session is registered before anything is read for it, so nothing falls between what it is told and what is pushed
/// to it.
public final class Delivery {
    private final Executor owner;
    private final LogStore store;
    private final ConversationLog log;
    private final LogReader reader;
    private final Watermark watermark;
    private final InstantSource clock;
    private final int window;
    private final Registry registry = new Registry();
    private final Rosters rosters;
    private final Receipts receipts;

    /// @param owner  single-threaded
    /// @param window how many sends of a session may be un-acked at once
    public Delivery(
            Executor owner,
            LogStore store,
            CursorStore cursors,
            ConversationLog log,
            Watermark watermark,
            InstantSource clock,
            int window) {
        this.owner = owner;
        this.store = store;
        this.log = log;
        this.reader = new LogReader(store);
        this.watermark = watermark;
        this.clock = clock;
        this.window = window;
        this.rosters = new Rosters(store, cursors, owner);
        this.receipts = new Receipts(log, store, cursors, owner, registry, rosters);
    }

    /// Takes up a session that has proved who it is, and brings it up to date.
    public void attach(Session session, ClientFrame.Hello hello) {
        owner.execute(() -> {
            registry.add(session);
            session.reply(
                    new ServerFrame.Welcome(store.epoch(), session.user(), session.device(), clock.millis(), window));
            receipts.accept(session, hello.receipts())
                    .whenComplete((done, fault) ->
                            owner.execute(() -> catchUp(session, Mark.parse(hello.mark(), store.epoch()), true)));
        });
    }

    public void detach(Session session) {
        owner.execute(() -> {
            registry.remove(session);
            receipts.detach(session);
        });
    }

    /// Answers "what changed since `mark`?"; without a mark with everything, but without entries.
    public void check(Session session, Optional<String> mark) {
        owner.execute(() -> receipts.sync(session)
                .whenComplete((done, fault) -> owner.execute(() -> {
                    if (fault == null) {
                        catchUp(session, Mark.parse(mark, store.epoch()), mark.isPresent());
                    } else {
                        session.reply(failure(
                                Code.RETRY, "The server cannot read its store just now.", OptionalLong.empty()));
                    }
                })));
    }

    private void catchUp(Session session, Mark since, boolean withEntries) {
        // Taken before anything is read: the mark may bring too much next time, never too little.
        var mark = new Mark(store.epoch(), watermark.safe(), clock.millis());
        rosters.of(session.user()).whenComplete((roster, fault) -> {
            if (fault != null || roster == null) {
                session.reply(failure(Code.RETRY, "The server cannot read its store just now.", OptionalLong.empty()));
                return;
            }
            new CatchUp(
                            session,
                            log,
                            reader,
                            receipts,
                            owner,
                            since,
                            roster.changedSince(since.stamp()),
                            withEntries,
                            () -> session.reply(new ServerFrame.Current(mark.toString(), roster.digest())))
                    .next();
        });
    }

    public void receipts(Session session, List<ClientFrame.OwnCursor> cursors) {
        owner.execute(() -> {
            var accepted = receipts.accept(session, cursors);
            accepted.exceptionally(lost -> {
                // The device repeats what no check has confirmed.
                return null;
            });
        });
    }

    public void sync(Session session, ClientFrame.Sync sync) {
        var rid = OptionalLong.of(sync.rid());
        log.head(sync.conversation())
                .thenCompose(head -> {
                    var visibility = Visibility.of(head, session.user());
                    return reader.page(sync.conversation(), visibility, sync.direction(), sync.seq(), sync.limit())
                            .thenApply(page -> visibility.isEmpty()
                                    ? failure(Code.NO_CONVERSATION, "There is no such conversation for you.", rid)
                                    : new ServerFrame.Page(
                                            sync.rid(),
                                            sync.conversation(),
                                            page.items(),
                                            visibility.head(),
                                            page.more()));
                })
                .whenComplete((frame, fault) -> session.reply(
                        fault == null && frame != null
                                ? frame
                                : failure(Code.RETRY, "The server cannot read its store just now.", rid)));
    }

    /// Fans out what has become durable: encoded once, to every device of every member but the one that wrote it.
    public void committed(Commit commit) {
        owner.execute(() -> {
            try {
                fanOut(commit);
            } finally {
                commit.ticket().close();
            }
        });
    }

    private void fanOut(Commit commit) {
        ConversationId conversation = commit.conversation();
        var frames = commit.entries().stream()
                .map(entry -> new EncodedFrame(new ServerFrame.Pushed(conversation, entry)))
                .toList();
        var users = new HashSet<UserId>();
        users.addAll(commit.head().state().people().keySet());
        for (UserId user : users) {
            var visibility = Visibility.of(commit.head(), user);
            var roster = rosters.known(user);
            if (roster != null) {
                roster.touch(conversation, visibility.head(), commit.head().stamp());
            }
            for (Session session : registry.of(user)) {
                for (int i = 0; i < frames.size(); i++) {
                    var entry = commit.entries().get(i);
                    if (visibility.includes(entry.seq()) && !isOwnWrite(entry, session)) {
                        session.push(frames.get(i));
                    }
                }
            }
        }
    }

    /// The writing device knows its entry from the ack; what the server wrote in its name it has yet to see.
    private static boolean isOwnWrite(Entry entry, Session session) {
        return entry.device().equals(session.device())
                && !Kinds.isReserved(entry.content().kind());
    }

    static ServerFrame failure(Code code, String message, OptionalLong rid) {
        return new ServerFrame.Failure(code, message, code.hint(), rid);
    }
}
