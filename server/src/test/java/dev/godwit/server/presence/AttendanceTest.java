package dev.godwit.server.presence;

import static dev.godwit.protocol.PresenceState.AWAY;
import static dev.godwit.protocol.PresenceState.BUSY;
import static dev.godwit.protocol.PresenceState.OFFLINE;
import static dev.godwit.protocol.PresenceState.ONLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.Limits;
import dev.godwit.server.presence.Square.Somebody;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What the devices of one person come to, and when it ends.
class AttendanceTest {
    private final Square square = new Square();
    private final Somebody alice = square.somebody().connected();
    private final Somebody bob = square.somebody().connected().watches(alice);

    private String seen() {
        square.pass(Lookout.EVERY);
        return bob.hearsOf(alice);
    }

    @Test
    void whoHasNotSaidPresenceDoesNotAppear() {
        assertEquals("offline", seen());
        alice.watches(bob);
        assertEquals("nothing", seen());
    }

    @Test
    void whatIsSaidIsSeen() {
        alice.says(ONLINE);
        assertEquals("online", seen());
        alice.says(AWAY);
        assertEquals("away", seen());
        alice.says(BUSY);
        assertEquals("busy", seen());
    }

    @Test
    void presenceThatIsNotSaidAgainEndsAndLastSeenIsWhenItWasSaid() {
        square.pass(1_000);
        alice.says(ONLINE);
        square.pass(50_000);
        alice.says(ONLINE);
        square.pass(Limits.PRESENCE_TTL - 1);
        assertEquals("online", bob.hearsOf(alice));
        square.pass(500);
        assertEquals("offline 51000", seen());
    }

    @Test
    void aConnectionThatEndsIsOfflineAfterAMoment() {
        alice.says(ONLINE);
        assertEquals("online", seen());
        square.pass(4_500);
        alice.hangsUp();
        square.pass(Attendance.GRACE - 500);
        assertEquals("nothing", bob.hearsOf(alice));
        square.pass(500);
        assertEquals("offline 5000", seen());
    }

    @Test
    void aReconnectDoesNotFlicker() {
        alice.says(BUSY);
        assertEquals("busy", seen());
        alice.hangsUp();
        square.pass(2_000);
        var back = alice.again().connected();
        back.says(ONLINE);
        assertEquals("online", seen(), "and not what the connection before had left");
        square.pass(Attendance.GRACE);
        assertEquals("nothing", seen());
    }

    @Test
    void ofSeveralDevicesTheOneThatSaysMostCounts() {
        var tablet = alice.otherDevice().connected();
        alice.says(AWAY);
        tablet.says(ONLINE);
        assertEquals("online", seen());
        alice.says(BUSY);
        assertEquals("busy", seen());
        alice.says(AWAY);
        assertEquals("online", seen());
        tablet.hangsUp();
        square.pass(Attendance.GRACE);
        assertEquals("away", seen());
        alice.says(OFFLINE);
        assertEquals("offline", seen().substring(0, 7), "said by the device itself: no grace");
    }

    @Test
    void busyForATimeOutlivesItsConnectionAndNothingElseDoes() {
        var phone = alice.otherDevice().connected();
        phone.says(BUSY, 3_600_000);
        alice.says(ONLINE, 3_600_000);
        assertEquals("busy", seen());
        phone.hangsUp();
        alice.hangsUp();
        square.pass(3_500_000);
        assertEquals("nothing", seen());
        square.pass(100_000);
        assertEquals("offline 500", seen());
    }

    @Test
    void theDeviceThatWasBusyTakesItBackWhenItSaysSomethingElse() {
        alice.says(BUSY, 3_600_000);
        alice.hangsUp();
        alice.again().connected().says(ONLINE);
        assertEquals("online", seen());
    }

    @Test
    void anIntegrationIsNotTakenBackByTheDevicesAndDoesNotMakeSomebodySeen() {
        square.whereabouts.stand(alice.user(), alice.device(), BUSY, OptionalLong.of(600_000));
        square.settle();
        assertEquals("busy", seen());
        alice.says(ONLINE);
        alice.says(OFFLINE);
        assertEquals("nothing", seen());
        square.pass(700_000);
        assertEquals("offline 500", seen(), "when the device last said so");
        var carol = square.somebody();
        bob.watches(carol);
        square.whereabouts.stand(carol.user(), carol.device(), BUSY, OptionalLong.of(1_000));
        square.settle();
        square.pass(2_000);
        assertEquals("offline", bob.hearsOf(carol));
    }

    @Test
    void anIntegrationTakesBackWhatItSaid() {
        square.whereabouts.stand(alice.user(), alice.device(), BUSY, OptionalLong.of(600_000));
        square.settle();
        square.whereabouts.stand(alice.user(), alice.device(), OFFLINE, OptionalLong.empty());
        square.settle();
        assertEquals("offline", seen());
    }

    @Test
    void awayIsNotBeingSeen() {
        square.pass(1_000);
        alice.says(ONLINE);
        square.pass(10_000);
        alice.says(AWAY);
        square.pass(60_000);
        alice.says(AWAY);
        alice.hangsUp();
        square.pass(Attendance.GRACE);
        assertEquals("offline 11000", seen(), "until they were away");
    }

    @Test
    void nothingIsLeftOfPeopleWhoHaveGone() {
        for (int i = 0; i < 100; i++) {
            var somebody = square.somebody().connected().says(ONLINE);
            somebody.watches(alice);
            somebody.hangsUp();
        }
        square.pass(2 * LastSeen.SAVE_EVERY + Limits.PRESENCE_TTL);
        assertEquals(0, square.bells(), "no alarm is set when nothing is due");
    }
}
