package dev.godwit.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GateTest {
    private final MovableClock clock = new MovableClock();
    private final Gate gate = new Gate(clock);

    private SignIn guess(String remote) {
        return gate.guarded(Optional.empty(), remote, SignIn.InvitationNeeded::new);
    }

    private void guessUntilThrottled(String remote) {
        for (int i = 0; i < 101; i++) {
            assertInstanceOf(SignIn.InvitationNeeded.class, guess(remote));
        }
        assertInstanceOf(SignIn.Throttled.class, guess(remote));
    }

    @Test
    void guessingCodesIsSlowedDownByAddress() {
        guessUntilThrottled("192.0.2.7");
        assertInstanceOf(SignIn.InvitationNeeded.class, guess("192.0.2.8"));
        clock.advance(Duration.ofSeconds(1));
        assertInstanceOf(SignIn.InvitationNeeded.class, guess("192.0.2.7"));
    }

    @Test
    void guessingManyNamesIsSlowedDownByAddress() {
        for (int i = 0; i < 101; i++) {
            gate.guarded(Optional.of(new AccountName("name" + i)), "192.0.2.7", SignIn.WrongPassword::new);
        }
        assertInstanceOf(
                SignIn.Throttled.class,
                gate.guarded(Optional.of(new AccountName("alice")), "192.0.2.7", SignIn.WrongPassword::new));
    }

    @Test
    void wholeIpv6NetworkIsOneAddress() {
        guessUntilThrottled("2001:db8:1:2:3:4:5:6");
        assertInstanceOf(SignIn.Throttled.class, guess("2001:db8:1:2:ffff:4:5:7%eth0"));
        assertInstanceOf(SignIn.InvitationNeeded.class, guess("2001:db8:1:3:3:4:5:6"));
    }

    @Test
    void busyServerCountsNobodysFailure() {
        var name = Optional.of(new AccountName("alice"));
        for (int i = 0; i < 10; i++) {
            assertEquals(new SignIn.Throttled(Duration.ofSeconds(5)), gate.guarded(name, "192.0.2.7", () -> {
                throw new Passwords.BusyException();
            }));
        }
        assertInstanceOf(SignIn.WrongPassword.class, gate.guarded(name, "192.0.2.7", SignIn.WrongPassword::new));
    }
}
