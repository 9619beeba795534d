package dev.godwit.server.delivery;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrame.Welcome;
import dev.godwit.server.log.Commit;
import dev.godwit.server.log.ConversationLog;
import dev.godwit.server.log.LogReader;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.Visibility;
import dev.godwit.server.log.Watermark;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// Who gets to know what. Every method may be called from any thread; the work is done on one, in order.
///
/// A session is registered before anything is read for it, so nothing falls between what it is told and
/// what is pushed to it.
public final class Delivery {
    private static final List<String> FEATURES = List.of(Welcome.GROUPS, Welcome.PRESENCE);

    private final Executor owner;
    private final LogStore store;
    private final ConversationLog log;
    private final LogReader reader;
    private final Watermark watermark;
    private final InstantSource clock;
    private final CursorClock cursorClock;
    private final DeliverySettings settings;
    private final Heads heads;
    private final Registry registry = new Registry();
    private final Watches watches = new Watches();
    private final MemberPages memberPages = new MemberPages();
    private final LargeGroups largeGroups;
    private final Rosters rosters;
    private final Receipts receipts;
    private final ChangeReader changes;
    private final FanOut fanOut;

    /// @param owner  single-threaded
    /// @param random not seeded alike in two runs over one store: it names the run
    public Delivery(
            Executor owner,
            Timer timer,
            LogStore store,
            CursorStore cursorStore,
            ConversationLog log,
            Watermark watermark,
            InstantSource clock,
            RandomGenerator random,
            DeliverySettings settings) {
        this.owner = owner;
        this.store = store;
        this.log = log;
        this.reader = new LogReader(store);
        this.watermark = watermark;
        this.clock = clock;
        this.cursorClock = new CursorClock(random);
        this.settings = settings;
        this.heads = new Heads(log, owner);
        var cursors = new Cursors(cursorStore, owner);
        var discretion = new Discretion(settings.strangers());
        var relations = log.relations();
        this.largeGroups = new LargeGroups(registry, watches, cursors, heads, owner, timer, clock);
        this.rosters = new Rosters(store, cursorStore, cursors, cursorClock, owner, discretion, largeGroups::line);
        this.receipts = new Receipts(
                store,
                cursorStore,
                owner,
                heads,
                relations,
                cursors,
                cursorClock,
                discretion,
                registry,
                rosters,
                largeGroups);
        this.changes = new ChangeReader(heads, reader, cursors, relations, discretion, clock, owner);
        this.fanOut = new FanOut(registry, rosters, watches, largeGroups, receipts);
    }

    /// Has somebody else say how many members of a large group are there; until then, those with a session
    /// here.
    public void countOnlineBy(Online online) {
        owner.execute(() -> largeGroups.online = online);
    }

    /// Takes up a session that has proved who it is, and brings it up to date.
    public void attach(Session session, ClientFrame.Hello hello) {
        // On the caller's thread, which passes on what else the client asked only after this: so nothing, answers of
        // other threads included, comes before it.
        session.reply(new Welcome(
                store.epoch(),
                session.user(),
                session.device(),
                clock.millis(),
                settings.window(),
                settings.strangers(),
                FEATURES));
        owner.execute(() -> {
            if (registry.add(session)) {
                largeGroups.cameOrWent(session.user());
            }
            receipts.accept(session, ofThisStore(hello))
                    .whenComplete((done, fault) -> owner.execute(() -> catchUp(session, parsed(hello.mark()), true)));
        });
    }

    /// Of a store that was restored since, the same seqs may be other entries: the device says it again once it has
    /// compared.
    private List<ClientFrame.OwnCursor> ofThisStore(ClientFrame.Hello hello) {
        boolean another =
                hello.epoch().filter(epoch -> !epoch.equals(store.epoch())).isPresent();
        return another ? List.of() : hello.receipts();
    }

    public void detach(Session session) {
        owner.execute(() -> {
            boolean last = registry.remove(session);
            receipts.detach(session);
            largeGroups.unwatched(watches.drop(session));
            if (last) {
                largeGroups.cameOrWent(session.user());
            }
        });
    }

    /// What the session's screen shows, instead of what it showed before.
    public void watch(Session session, ClientFrame.Watch watch) {
        owner.execute(() -> {
            if (registry.has(session)) {
                var before = watches.set(session, watch.conversations());
                largeGroups.unwatched(before);
                largeGroups.watched(
                        session,
                        watch.conversations().stream()
                                .distinct()
                                .filter(conversation -> !before.contains(conversation))
                                .toList());
            }
        });
    }

    /// Answers "what changed since `mark`?"; without a mark with everything, but without entries.
    public void check(Session session, Optional<String> mark) {
        owner.execute(() -> receipts.sync(session)
                .whenComplete((done, fault) -> owner.execute(() -> {
                    if (fault == null) {
                        catchUp(session, parsed(mark), mark.isPresent());
                    } else {
                        session.reply(unreadable(OptionalLong.empty()));
                    }
                })));
    }

    private Mark parsed(Optional<String> mark) {
        return Mark.parse(mark, store.epoch(), cursorClock.run());
    }

    private void catchUp(Session session, Mark since, boolean withEntries) {
        // Taken before anything is read: the mark may bring too much next time, never too little.
        var mark = new Mark(store.epoch(), watermark.safe(), clock.millis(), cursorClock.run(), cursorClock.now());
        rosters.of(session.user()).whenComplete((roster, fault) -> {
            if (fault != null || roster == null) {
                session.reply(unreadable(OptionalLong.empty()));
                return;
            }
            var before = roster.largeHeads();
            new CatchUp(session, changes, owner, since, roster, withEntries, () -> {
                        // The digest is over what is there now. Of large groups that moved meanwhile nothing was
                        // pushed, so the session is told before it compares.
                        roster.largeHeads().forEach((group, head) -> {
                            if (before.getOrDefault(group, head) < head) {
                                session.push(new EncodedFrame(new ServerFrame.Changed(group, head)));
                            }
                        });
                        session.reply(new ServerFrame.Current(mark.toString(), roster.digest()));
                    })
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
                                    ? unknown(rid)
                                    : new ServerFrame.Page(
                                            sync.rid(),
                                            sync.conversation(),
                                            page.items(),
                                            visibility.head(),
                                            page.more()));
                })
                .whenComplete(
                        (frame, fault) -> session.reply(fault == null && frame != null ? frame : unreadable(rid)));
    }

    /// A page of a group's members, for members.
    public void members(Session session, ClientFrame.Members asked) {
        var rid = OptionalLong.of(asked.rid());
        heads.at(
                asked.conversation(),
                head -> session.reply(
                        asked.conversation().type() == ConversationType.GROUP
                                        && head.state().isMember(session.user())
                                ? memberPages.page(asked, head)
                                : unknown(rid)),
                fault -> session.reply(unreadable(rid)));
    }

    /// Fans out what has become durable.
    public void committed(Commit commit) {
        owner.execute(() -> {
            try {
                fanOut.announce(commit);
            } finally {
                commit.ticket().close();
            }
        });
    }

    private static ServerFrame unknown(OptionalLong rid) {
        return failure(Code.NO_CONVERSATION, "There is no such conversation for you.", rid);
    }

    private static ServerFrame unreadable(OptionalLong rid) {
        return failure(Code.RETRY, "The server cannot read its store just now.", rid);
    }

    static ServerFrame failure(Code code, String message, OptionalLong rid) {
        return new ServerFrame.Failure(code, message, code.hint(), rid);
    }
}
