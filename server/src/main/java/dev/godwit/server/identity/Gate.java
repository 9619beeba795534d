package dev.godwit.server.identity;

import dev.godwit.server.identity.Throttle.Rules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Stands before everything that can be guessed (passwords, codes), and counts failures by name and by address.
///
/// The address gets far more patience than a name: behind one address there may be a family, a school, or everybody
/// behind a proxy. A name that was guessed at is slow for its owner too; who is signed in stays signed in.
final class Gate {
    private static final Rules NAMES = new Rules(5, Duration.ofSeconds(1), Duration.ofMinutes(15));
    private static final Rules ADDRESSES = new Rules(100, Duration.ofSeconds(1), Duration.ofMinutes(5));
    private static final Duration BUSY_PAUSE = Duration.ofSeconds(5);

    private final Throttle names;
    private final Throttle addresses;

    Gate(InstantSource clock) {
        this.names = new Throttle(clock, NAMES);
        this.addresses = new Throttle(clock, ADDRESSES);
    }

    interface Attempt {
        SignIn make() throws Passwords.BusyException;
    }

    SignIn guarded(Optional<AccountName> name, String remote, Attempt attempt) {
        String address = network(remote);
        Optional<Duration> wait = addresses.begin(address);
        if (wait.isPresent()) {
            return new SignIn.Throttled(wait.get());
        }
        if (name.isPresent()) {
            wait = names.begin(name.get().key());
            if (wait.isPresent()) {
                addresses.withdrawn(address);
                return new SignIn.Throttled(wait.get());
            }
        }
        Optional<SignIn> outcome = Optional.empty();
        try {
            SignIn result = attempt.make();
            outcome = Optional.of(result);
            return result;
        } catch (Passwords.BusyException e) {
            return new SignIn.Throttled(BUSY_PAUSE);
        } finally {
            count(outcome, name.map(AccountName::key), address);
        }
    }

    private void count(Optional<SignIn> outcome, Optional<String> name, String address) {
        boolean guessedWrong = outcome.map(
                        o -> o instanceof SignIn.WrongPassword || o instanceof SignIn.InvitationNeeded)
                .orElse(false);
        if (guessedWrong) {
            name.ifPresent(names::failed);
            addresses.failed(address);
            return;
        }
        // Somebody's right password says nothing about what else comes from that address.
        addresses.withdrawn(address);
        if (outcome.isPresent() && outcome.get() instanceof SignIn.SignedIn) {
            name.ifPresent(names::succeeded);
        } else {
            name.ifPresent(names::withdrawn);
        }
    }

    /// Whoever has one IPv6 address has at least a /64 of them.
    private static String network(String remote) {
        int scope = remote.indexOf('%');
        String plain = scope < 0 ? remote : remote.substring(0, scope);
        if (plain.indexOf(':') < 0) {
            return plain;
        }
        String[] groups = plain.split(":", -1);
        return groups.length < 8 && plain.contains("::")
                ? plain
                : groups[0] + ':' + groups[1] + ':' + groups[2] + ':' + groups[3];
    }
}
