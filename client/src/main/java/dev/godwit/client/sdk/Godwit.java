package dev.godwit.client.sdk;

import dev.godwit.client.core.Event;
import dev.godwit.client.sqlite.LocalWrites;
import dev.godwit.client.sqlite.ProfileStore;
import dev.godwit.client.sqlite.Views;
import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.client.view.Reach;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One person's profile on this device: the local database, which is the truth for the user interface, and
/// the engine that exchanges with the server what has changed on either side.
///
/// What the user does (`send`, `edit`, `retry`, `discard`, `markRead`) is one local transaction, safe on
/// disk when the call returns, with or without a network. Several processes may have the same profile open;
/// one of them at a time runs the engine ([#start]). All methods are safe to call from any thread, block
/// for local I/O only (except the account methods, which ask the server), and throw [GodwitException] when
/// they cannot do what was asked.
public final class Godwit implements AutoCloseable {
    private final Path profile;
    private final GodwitOptions options;
    private final ServerApi api;
    private final LocalProfile local;
    private final LiveQueries live;
    private final EngineRunner engine;
    private final Groups groups;
    private final Contacts contacts;
    private final Live nearby;

    private Godwit(Path profile, GodwitOptions options) {
        this.profile = profile;
        this.options = options;
        this.api = new ServerApi(options.agent());
        this.local = new LocalProfile(profile, options);
        this.live = new LiveQueries(local::dataVersion);
        var board = new NearbyBoard();
        this.engine = new EngineRunner(profile, options, api, board, live::signal);
        this.nearby = new Live(local, api, engine, live, board);
        this.groups = new Groups(local, this::written, this::loadMembers);
        this.contacts = new Contacts(local, this::written);
    }

    /// Opens the profile in this directory and makes it if it is not there.
    public static Godwit open(Path profile) {
        return open(profile, GodwitOptions.defaults());
    }

    public static Godwit open(Path profile, GodwitOptions options) {
        return new Godwit(profile, options);
    }

    // ---- account: these ask the server, and wait for its answer

    /// What this server says about itself; needs no account.
    public ServerInfo server(URI server) {
        return api.server(server);
    }

    /// Makes an account and signs this profile in.
    ///
    /// @param server base address, such as `http://127.0.0.1:8080`
    /// @param code   invitation or setup code, where the server wants one
    public Account register(URI server, String name, String password, Optional<String> code) {
        return signedIn(server, api.register(server, name, password, code, options.device()));
    }

    /// Signs this profile in. A profile that has belonged to somebody else refuses (`other_account`).
    public Account signIn(URI server, String name, String password) {
        Optional<ProfileStore.Identity> known = local.identity();
        Optional<DeviceId> device =
                known.filter(identity -> identity.name().equals(name)).map(ProfileStore.Identity::device);
        return signedIn(server, api.signIn(server, name, password, options.device(), device));
    }

    /// Ends the session. Local data stays, also what waits in the outbox. If the server cannot be reached
    /// the token is forgotten all the same.
    public void signOut() {
        ProfileStore.Identity identity = local.requireToken();
        engine.stop();
        try {
            api.signOut(server(identity), token(identity));
        } catch (GodwitException e) {
            // Out of reach, or not valid any more: here it is forgotten all the same.
            System.getLogger(Godwit.class.getName())
                    .log(System.Logger.Level.DEBUG, "the session could not be ended: {0}", e.getMessage());
        }
        local.signedOut();
        live.signal();
    }

    /// Whose profile this is, from the local database; empty before the first sign-in.
    public Optional<Account> account() {
        return local.identity().map(Godwit::account);
    }

    public List<Session> sessions() {
        ProfileStore.Identity identity = local.requireSession();
        return api.sessions(server(identity), token(identity));
    }

    /// Signs a device out, from [Session#id].
    public void revoke(String session) {
        ProfileStore.Identity identity = local.requireSession();
        api.revoke(server(identity), token(identity), session);
    }

    /// Makes a one-time invitation; administrators only.
    public Invitation invite() {
        ProfileStore.Identity identity = local.requireSession();
        return api.invite(server(identity), token(identity));
    }

    // ---- writing: local, at once, offline too

    /// Writes a message and queues it.
    ///
    /// @param to   a name, a user id (`u…`), or a conversation id (`d…`, `g…`)
    /// @param text at most `Limits.MAX_BODY` bytes of UTF-8
    public Message send(String to, String text) {
        return written(local.write(writes -> writes.send(to, text)));
    }

    /// The same for a conversation that is on this device already.
    public Message send(long conversation, String text) {
        return written(local.write(writes -> writes.send(conversation, text)));
    }

    /// Replaces the text of an own message, whether it has left already or not. Nobody ever gets two
    /// messages.
    public Message edit(long message, String text) {
        local.write(writes -> {
            writes.edit(message, text);
            return message;
        });
        return written(message);
    }

    /// Queues a failed message (or a failed edit or deletion) again, behind what waits now.
    public void retry(long message) {
        change(writes -> writes.retry(message));
    }

    /// Takes an own message back: one that never left vanishes, one that did is deleted for everyone. Given
    /// a failed or waiting edit or deletion from the outbox, drops that change.
    public void discard(long message) {
        change(writes -> writes.discard(message));
    }

    /// Everything up to and including this message was shown to the user.
    public void markRead(long message) {
        change(writes -> writes.markRead(message));
    }

    // ---- groups, and what is the user's own

    public Groups groups() {
        return groups;
    }

    public Contacts contacts() {
        return contacts;
    }

    public Live live() {
        return nearby;
    }

    // ---- reading

    /// All conversations, last active first.
    public List<Conversation> conversations() {
        return local.read(Views::conversations);
    }

    public Optional<Conversation> conversation(long conversation) {
        return local.read(views -> views.conversation(conversation));
    }

    /// The conversation on this device that `to` means, as in [#send]; empty if nothing was ever written in
    /// it.
    public Optional<Conversation> find(String to) {
        return local.read(views -> views.find(to));
    }

    /// A page of messages, oldest first: confirmed ones in the order of the log, then those that wait.
    ///
    /// @param before only what stands before this message ([Message#key]); empty for the newest
    /// @param limit  how many at most
    public List<Message> messages(long conversation, OptionalLong before, int limit) {
        return local.read(views -> views.messages(conversation, before, limit));
    }

    /// Newest first, whatever the device has: all words of `query` must occur, in any order, as beginnings
    /// of words.
    public List<Message> search(String query, int limit) {
        return local.read(views -> views.search(query, limit));
    }

    /// Whom an own message has reached, by name; empty for those of others and in large groups.
    public List<Reach> reach(long message) {
        return local.read(views -> views.reach(message));
    }

    public Optional<Message> message(long message) {
        return local.read(views -> views.message(message));
    }

    /// What still has to reach the server, in the order in which the user did it.
    public List<OutboxItem> outbox() {
        return local.read(Views::outbox);
    }

    // ---- live queries: the listener gets the result now, and again after each commit that changes it, also
    // one by another process; calls come one after the other on a thread of the SDK; in-between states may be
    // left out

    public Subscription observeConversations(Consumer<List<Conversation>> listener) {
        local.requireAccount();
        return live.watch(this::conversations, listener);
    }

    /// @param limit how many of the newest messages
    public Subscription observeMessages(long conversation, int limit, Consumer<List<Message>> listener) {
        local.requireAccount();
        return live.watch(() -> messages(conversation, OptionalLong.empty(), limit), listener);
    }

    public Subscription observeOutbox(Consumer<List<OutboxItem>> listener) {
        local.requireAccount();
        return live.watch(this::outbox, listener);
    }

    public Subscription observeConnection(Consumer<ConnectionState> listener) {
        return live.watch(this::connectionState, listener);
    }

    // ---- engine

    /// Starts to connect and stays connected until [#stop] or [#close]. Calling it twice does nothing.
    ///
    /// Throws `in_use` if another process (or another `Godwit` in this one) runs this profile's engine, and
    /// `no_account` if nobody is signed in.
    public void start() {
        engine.start(local.requireSession());
    }

    /// Disconnects. The profile stays open.
    public void stop() {
        engine.stop();
    }

    public ConnectionState connectionState() {
        return engine.state();
    }

    /// "There is a network again", or the user's impatience: connects now, whatever the backoff says.
    public void tryNow() {
        engine.tryNow();
    }

    /// Connects, empties the outbox, catches up, disconnects. Returns early when no progress is possible
    /// (server not reachable, session refused) and after `timeout` at the latest; it throws only as
    /// [#start] does. If the engine runs in this object already, it waits for it to be done instead.
    public SyncSummary syncOnce(Duration timeout) {
        boolean own = engine.start(local.requireSession());
        Set<Long> before = waitingRows();
        try {
            EngineRunner.Finished finished = engine.finish(timeout);
            List<OutboxItem> left = outbox();
            Set<Long> rows = left.stream().map(OutboxItem::key).collect(Collectors.toSet());
            int failed = (int) left.stream()
                    .filter(item -> item.state() instanceof MessageState.Failed)
                    .count();
            int sent = (int) before.stream().filter(row -> !rows.contains(row)).count();
            return new SyncSummary(
                    finished.complete(), sent, finished.received(), left.size() - failed, failed, finished.last());
        } finally {
            if (own) {
                engine.stop();
            }
        }
    }

    /// Stops the engine and closes the database.
    @Override
    public void close() {
        engine.stop();
        live.close();
        local.close();
    }

    private Account signedIn(URI server, ServerApi.SignedIn session) {
        boolean wasRunning = engine.isRunning();
        engine.stop();
        local.signedIn(new ProfileStore.Identity(
                server.toString(),
                session.user(),
                session.name(),
                session.device(),
                session.administrator(),
                Optional.of(session.token())));
        if (wasRunning) {
            start();
        }
        live.signal();
        return account().orElseThrow();
    }

    private static Account account(ProfileStore.Identity identity) {
        return new Account(
                server(identity),
                identity.user(),
                identity.name(),
                identity.device(),
                identity.administrator(),
                identity.token().isPresent());
    }

    private static URI server(ProfileStore.Identity identity) {
        return URI.create(identity.server());
    }

    private static String token(ProfileStore.Identity identity) {
        return identity.token().orElseThrow();
    }

    private void change(Consumer<LocalWrites> write) {
        local.write(writes -> {
            write.accept(writes);
            return true;
        });
        written();
    }

    private void written() {
        engine.wake();
        live.signal();
    }

    private void loadMembers(ConversationId group) {
        engine.post(now -> new Event.WantMembers(now, group));
    }

    private Message written(long message) {
        written();
        return message(message).orElseThrow();
    }

    /// A look-up is nothing that the user sent: it only serves what waits for it.
    private Set<Long> waitingRows() {
        return outbox().stream()
                .filter(item -> item.state() instanceof MessageState.Pending && item.what() != OutboxItem.What.LOOKUP)
                .map(OutboxItem::key)
                .collect(Collectors.toSet());
    }

    /// Where it is.
    public Path profile() {
        return profile;
    }
}
