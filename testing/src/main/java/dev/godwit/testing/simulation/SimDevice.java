package dev.godwit.testing.simulation;

import dev.godwit.client.core.Person;
import dev.godwit.client.core.Status;
import dev.godwit.client.sdk.Transport;
import dev.godwit.client.sqlite.AccountWrites;
import dev.godwit.client.sqlite.GroupWrites;
import dev.godwit.client.sqlite.LocalWrites;
import dev.godwit.client.sqlite.Views;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Device;
import dev.godwit.testing.history.Finale;
import dev.godwit.testing.history.History;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// A device over all its crashes: the real engine and the real store, in a world of which one seed decides everything.
/// Records what its user does and what it shows.
@SuppressWarnings("DoNotCallSuggester")
final class SimDevice {
    /// What is asked over HTTP. Each call is answered at most once, by one of the two, some time later; an
    /// answer to a device that has died meanwhile is dropped here.
    interface Names {
        void lookUp(String name, Consumer<Optional<Person>> found, Runnable failed);

        /// Answers with an empty list after a fault.
        void describe(List<UserId> users, Consumer<List<Person>> found);
    }

    /// @param name             `alice/2`: what stands before the slash is the account's name
    /// @param id               of the device on the wire
    /// @param random           this device's own
    /// @param network          given the token [#token] when it connects
    /// @param clockErrorMillis of its wall clock
    @SuppressWarnings("UnusedVariable")
    SimDevice(
            Scheduler scheduler,
            Trace trace,
            History history,
            Device name,
            DeviceId id,
            RandomGenerator random,
            Transport network,
            Names names,
            long clockErrorMillis) {}

    Device name() {
        throw new UnsupportedOperationException();
    }

    DeviceId id() {
        throw new UnsupportedOperationException();
    }

    /// Starts the program over what its database holds. The network may be down.
    void boot() {
        throw new UnsupportedOperationException();
    }

    /// kill -9, now. Its connection is closed as by the operating system; make the network swallow that for a power
    /// cut. Does nothing while it is down.
    void kill() {
        throw new UnsupportedOperationException();
    }

    /// kill -9 in the middle of something: before the n-th database statement, or the n-th thing done after a
    /// commit, from now.
    ///
    /// @param died called once it is dead
    void killAfter(int steps, Runnable died) {
        throw new UnsupportedOperationException();
    }

    boolean isUp() {
        throw new UnsupportedOperationException();
    }

    /// Something that the user does, with [#groups], [#account] or [#writes].
    ///
    /// @return empty if the application refused it, the database failed, or the device is or goes down meanwhile
    <T> Optional<T> act(Supplier<T> act) {
        throw new UnsupportedOperationException();
    }

    /// The user's own connection to the database; to be used within [#act], while it is up.
    LocalWrites writes() {
        throw new UnsupportedOperationException();
    }

    GroupWrites groups() {
        throw new UnsupportedOperationException();
    }

    AccountWrites account() {
        throw new UnsupportedOperationException();
    }

    /// Readable also while the device is down and its disk full: it shows what is committed.
    Views views() {
        throw new UnsupportedOperationException();
    }

    /// Writes a message, and records it if it is committed.
    ///
    /// @param to           a name, a user id or a conversation id
    /// @param conversation where that is
    /// @return whether it is committed
    boolean write(String to, ConversationId conversation, long number, String rest) {
        throw new UnsupportedOperationException();
    }

    /// The user changes an own message, of this device or another one of theirs.
    ///
    /// @return whether it is committed; false also where there is no such message here
    boolean edit(long number, String rest) {
        throw new UnsupportedOperationException();
    }

    /// Discards it while it waits, deletes it for everybody afterwards.
    boolean takeBack(long number) {
        throw new UnsupportedOperationException();
    }

    /// Lets a message that was refused go out again.
    boolean retry(long number) {
        throw new UnsupportedOperationException();
    }

    /// The user looks at the end of the conversation. Nothing happens where there is nothing with a seq.
    boolean look(ConversationId conversation) {
        throw new UnsupportedOperationException();
    }

    /// There is a network again.
    void tryNow() {
        throw new UnsupportedOperationException();
    }

    /// What is still unconfirmed is to be confirmed soon, so that it can come to rest.
    void finish() {
        throw new UnsupportedOperationException();
    }

    Status status() {
        throw new UnsupportedOperationException();
    }

    /// Its wall clock jumps, forward or back.
    void jumpClock(long millis) {
        throw new UnsupportedOperationException();
    }

    /// The next commits of this device's database fail, its user's too.
    void failStore(int commits) {
        throw new UnsupportedOperationException();
    }

    /// While it is full nothing can be written, but everything read.
    void setFull(boolean full) {
        throw new UnsupportedOperationException();
    }

    Finale.View view() {
        throw new UnsupportedOperationException();
    }

    /// Frees the database.
    void close() {
        throw new UnsupportedOperationException();
    }
}
