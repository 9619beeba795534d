package dev.godwit.client.sdk;

import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.OutboxItem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// One person's profile on this device: the local database, which is the truth for the user interface, and the
/// engine
/// that exchanges with the server what has changed on either side.
///
/// What the user does (`send`, `edit`, `retry`, `discard`, `markRead`) is one local transaction, safe on disk
/// when the
/// call returns, with or without a network. Several processes may have the same profile open; one of them at a
/// time
/// runs the engine ([#start]). All methods are safe to call from any thread, block for local I/O only (except
/// the
/// account methods, which ask the server), and throw [GodwitException] when they cannot do what was asked.
public final class Godwit implements AutoCloseable {
    private Godwit() {}

    @SuppressWarnings("TypeParameterUnusedInFormals") // gone with the next commit
    private static <T> T notYet() {
        return Optional.<T>empty().orElseThrow(() -> new UnsupportedOperationException("next commit"));
    }

    /// Opens the profile in this directory and makes it if it is not there.
    public static Godwit open(Path profile) {
        return open(profile, GodwitOptions.defaults());
    }

    public static Godwit open(Path profile, GodwitOptions options) {
        return notYet();
    }

    // ---- account: these ask the server, and wait for its answer

    /// What this server says about itself; needs no account.
    public ServerInfo server(URI server) {
        return notYet();
    }

    /// Makes an account and signs this profile in.
    ///
    /// @param server base address, such as `http://127.0.0.1:8080`
    /// @param code   invitation or setup code, where the server wants one
    public Account register(URI server, String name, String password, Optional<String> code) {
        return notYet();
    }

    /// Signs this profile in. A profile that has belonged to somebody else refuses (`other_account`).
    public Account signIn(URI server, String name, String password) {
        return notYet();
    }

    /// Ends the session. Local data stays, also what waits in the outbox. If the server cannot be reached the
    /// token is
    /// forgotten all the same.
    public void signOut() {
        Godwit.<Object>notYet();
    }

    /// Whose profile this is, from the local database; empty before the first sign-in.
    public Optional<Account> account() {
        return notYet();
    }

    public List<Session> sessions() {
        return notYet();
    }

    /// Signs a device out, from [Session#id].
    public void revoke(String session) {
        Godwit.<Object>notYet();
    }

    /// Makes a one-time invitation; administrators only.
    public Invitation invite() {
        return notYet();
    }

    // ---- writing: local, at once, offline too

    /// Writes a message and queues it.
    ///
    /// @param to   a name, a user id (`u…`), or a conversation id (`d…`, `g…`)
    /// @param text at most `Limits.MAX_BODY` bytes of UTF-8
    public Message send(String to, String text) {
        return notYet();
    }

    /// The same for a conversation that is on this device already.
    public Message send(long conversation, String text) {
        return notYet();
    }

    /// Replaces the text of an own message, whether it has left already or not. Nobody ever gets two messages.
    public Message edit(long message, String text) {
        return notYet();
    }

    /// Queues a failed message (or a failed edit or deletion) again, behind what waits now.
    public void retry(long message) {
        Godwit.<Object>notYet();
    }

    /// Takes an own message back: one that never left vanishes, one that did is deleted for everyone. Given a
    /// failed or
    /// waiting edit or deletion from the outbox, drops that change.
    public void discard(long message) {
        Godwit.<Object>notYet();
    }

    /// Everything up to and including this message was shown to the user.
    public void markRead(long message) {
        Godwit.<Object>notYet();
    }

    // ---- reading

    /// All conversations, last active first.
    public List<Conversation> conversations() {
        return notYet();
    }

    public Optional<Conversation> conversation(long conversation) {
        return notYet();
    }

    /// The conversation on this device that `to` means, as in [#send]; empty if nothing was ever written in it.
    public Optional<Conversation> find(String to) {
        return notYet();
    }

    /// A page of messages, oldest first: confirmed ones in the order of the log, then those that wait.
    ///
    /// @param before only what stands before this message ([Message#key]); empty for the newest
    /// @param limit  how many at most
    public List<Message> messages(long conversation, OptionalLong before, int limit) {
        return notYet();
    }

    public Optional<Message> message(long message) {
        return notYet();
    }

    /// What still has to reach the server, in the order in which the user did it.
    public List<OutboxItem> outbox() {
        return notYet();
    }

    // ---- live queries: the listener gets the result now, and again after each commit that changes it, also
    // one
    // by another process; calls come one after the other on a thread of the SDK; in-between states may be left
    // out

    public Subscription observeConversations(Consumer<List<Conversation>> listener) {
        return notYet();
    }

    /// @param limit how many of the newest messages
    public Subscription observeMessages(long conversation, int limit, Consumer<List<Message>> listener) {
        return notYet();
    }

    public Subscription observeOutbox(Consumer<List<OutboxItem>> listener) {
        return notYet();
    }

    public Subscription observeConnection(Consumer<ConnectionState> listener) {
        return notYet();
    }

    // ---- engine

    /// Starts to connect and stays connected until [#stop] or [#close]. Calling it twice does nothing.
    ///
    /// Throws `in_use` if another process (or another `Godwit` in this one) runs this profile's engine, and
    /// `no_account` if nobody is signed in.
    public void start() {
        Godwit.<Object>notYet();
    }

    /// Disconnects. The profile stays open.
    public void stop() {
        Godwit.<Object>notYet();
    }

    public ConnectionState connectionState() {
        return notYet();
    }

    /// "There is a network again", or the user's impatience: connects now, whatever the backoff says.
    public void tryNow() {
        Godwit.<Object>notYet();
    }

    /// Connects, empties the outbox, catches up, disconnects. Returns early when no progress is possible
    /// (server not
    /// reachable, session refused) and after `timeout` at the latest; it throws only as [#start] does. If the
    /// engine
    /// runs in this object already, it waits for it to be done instead.
    public SyncSummary syncOnce(Duration timeout) {
        return notYet();
    }

    /// Stops the engine and closes the database.
    @Override
    public void close() {}
}
