package dev.godwit.client.sdk;

import dev.godwit.client.core.Event;
import dev.godwit.client.core.Status;
import dev.godwit.client.core.StoreOp;
import dev.godwit.client.sqlite.Database;
import dev.godwit.client.sqlite.ProfileStore;
import dev.godwit.client.sqlite.StoreConflict;
import dev.godwit.client.sqlite.StoreFault;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Keeps one profile in step with its server, turn by turn, for whoever has a loop of their own: without a
/// thread, without waiting, without a clock. [Godwit] is the way for everybody else.
///
/// One turn takes in what has happened, commits what follows from it in one transaction, and only then does
/// what follows from that: sends frames, connects, asks for names. It is due whenever something has come by
/// the inlet, when the database was changed by another connection, and at the time that the turn before has
/// named.
///
/// All methods are to be called on one thread, and no two drivers may run on one profile.
public final class EngineDriver {
    private static final long FAULT_PAUSE_MILLIS = 1_000;

    /// Called on the driver's thread, in the middle of a turn. What it throws ends the turn; the driver is
    /// then of no use any more.
    public interface Listener {
        /// This is in the database now, and nothing has followed from it yet.
        void committed(List<StoreOp> ops);

        void status(Status status);

        /// Who is there or who writes is not what it was.
        default void nearby() {}
    }

    private final Database database;
    private final ProfileStore.Identity identity;
    private final GodwitOptions options;
    private final NearbyBoard board;
    private final LongSupplier clock;
    private final Listener listener;
    private final Inlet inlet;
    private final Errands errands;
    private @Nullable EngineLife life;
    private long pausedUntil = Long.MIN_VALUE;

    /// @param database used by nobody else; not closed here
    /// @param clock    milliseconds that only ever go forward; where they begin does not matter
    /// @param inlet    runs what it is given on the driver's thread, one after the other, between two turns, and
    ///   sees to it that a turn follows. It is called by whatever thread the transport and the name service
    ///   answer on, and may hold them up
    public EngineDriver(
            Database database,
            ProfileStore.Identity identity,
            GodwitOptions options,
            NameService names,
            LongSupplier clock,
            Executor inlet,
            Listener listener) {
        this(database, identity, options, names, new NearbyBoard(), clock, inlet, listener);
    }

    EngineDriver(
            Database database,
            ProfileStore.Identity identity,
            GodwitOptions options,
            NameService names,
            NearbyBoard board,
            LongSupplier clock,
            Executor inlet,
            Listener listener) {
        this.database = database;
        this.identity = identity;
        this.options = options;
        this.board = board;
        this.clock = clock;
        this.listener = listener;
        this.inlet = new Inlet(inlet, clock);
        this.errands = new Errands(identity, options, names, this.inlet);
    }

    /// Something that the next turn is to take in.
    ///
    /// @param event given the driver's time
    public void on(LongFunction<Event> event) {
        inlet.add(event);
    }

    /// Does what is due. A database that fails is left alone for a second, then everything begins again with
    /// what is in it.
    ///
    /// @return when the next turn is due at the latest, on the driver's clock; `Long.MAX_VALUE` if it waits for
    ///   something to happen
    public long turn() {
        List<Event> arrived = inlet.takeAll();
        if (clock.getAsLong() < pausedUntil) {
            return pausedUntil;
        }
        try {
            EngineLife current = life;
            if (current == null) {
                errands.begin();
                current = new EngineLife(database, identity, options, board, clock, errands, listener);
                life = current;
            }
            return current.turn(arrived);
        } catch (StoreConflict e) {
            // Begin again at once, with what the user has changed.
            abandon();
            return clock.getAsLong();
        } catch (StoreFault e) {
            abandon();
            pausedUntil = clock.getAsLong() + FAULT_PAUSE_MILLIS;
            listener.status(new Status(new Status.Waiting(pausedUntil, String.valueOf(e.getMessage())), false, false));
            return pausedUntil;
        }
    }

    private void abandon() {
        life = null;
        errands.disconnect();
    }

    /// Says goodbye to the server, where there is a connection, so that the others need not wait for it to be
    /// missed. Nothing but [#close] may follow.
    public void leave() {
        EngineLife current = life;
        if (current != null) {
            current.leave();
        }
    }

    /// Ends the connection. What was committed stays; nothing else needs to.
    public void close() {
        abandon();
    }
}
