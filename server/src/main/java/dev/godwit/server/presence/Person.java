package dev.godwit.server.presence;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.PresenceState;
import dev.godwit.server.delivery.Session;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// What the devices of one user say, and what it comes to. Owned by the presence thread; times are the
/// [Agenda]'s.
final class Person {
    /// So many of each user's claims outlive their connection; the oldest give way.
    private static final int MAX_STANDING = 20;

    /// @param lasts whether it outlives its connection: busy, for a time that was given
    record Claim(PresenceState state, long until, boolean lasts) {
        /// Whether somebody is there who looks at the device now and then.
        boolean isAttentive() {
            return state == PresenceState.ONLINE || state == PresenceState.BUSY;
        }
    }

    private final Map<Session, Claim> connected = new LinkedHashMap<>(2);
    private final LinkedHashMap<DeviceId, Claim> left = new LinkedHashMap<>(2);
    private final LinkedHashMap<DeviceId, Claim> standing = new LinkedHashMap<>(2);
    private PresenceState shown = PresenceState.OFFLINE;
    private long wakeAt = Long.MAX_VALUE;

    /// What a connection says replaces what earlier connections of the same device have left.
    void say(Session session, Claim claim) {
        left.remove(session.device());
        if (claim.state() == PresenceState.OFFLINE) {
            connected.remove(session);
        } else {
            connected.put(session, claim);
        }
    }

    /// A connection has ended: what it said goes on for a moment, so that coming back is not seen as going.
    ///
    /// @return whether somebody was there until now
    boolean leave(Session session, long now, long grace) {
        var claim = connected.remove(session);
        if (claim == null || claim.until() <= now) {
            return false;
        }
        long until = claim.lasts() ? claim.until() : Math.min(claim.until(), now + grace);
        put(left, session.device(), new Claim(claim.state(), until, claim.lasts()));
        return claim.isAttentive();
    }

    /// Said without a connection. Only the same device takes it back.
    void stand(DeviceId device, Claim claim) {
        standing.remove(device);
        if (claim.state() != PresenceState.OFFLINE) {
            put(standing, device, claim);
        }
    }

    private static void put(SequencedMap<DeviceId, Claim> claims, DeviceId device, Claim claim) {
        claims.remove(device);
        if (claims.size() >= MAX_STANDING) {
            claims.pollFirstEntry();
        }
        claims.put(device, claim);
    }

    /// What the user is now: of what the devices say, the most.
    PresenceState stateAt(long now) {
        all().forEach(claims -> claims.removeIf(claim -> claim.until() <= now));
        return all().flatMap(Collection::stream)
                .map(Claim::state)
                .max(PresenceState::compareTo)
                .orElse(PresenceState.OFFLINE);
    }

    /// When the next claim ends; never, if there is none.
    long nextEnd() {
        return all().flatMap(Collection::stream).mapToLong(Claim::until).min().orElse(Long.MAX_VALUE);
    }

    private Stream<Collection<Claim>> all() {
        return Stream.of(connected.values(), left.values(), standing.values());
    }

    boolean isAttentiveOn(Session session) {
        var claim = connected.get(session);
        return claim != null && claim.isAttentive();
    }

    /// Whether a person, and not only a calendar, is at one of the devices.
    boolean isAttentive() {
        return connected.values().stream().anyMatch(Claim::isAttentive);
    }

    List<Session> sessions() {
        return List.copyOf(connected.keySet());
    }

    PresenceState shown() {
        return shown;
    }

    /// @return whether that is something else than before
    boolean show(PresenceState state) {
        boolean changed = state != shown;
        shown = state;
        return changed;
    }

    long wakeAt() {
        return wakeAt;
    }

    void wakeAt(long at) {
        wakeAt = at;
    }
}
