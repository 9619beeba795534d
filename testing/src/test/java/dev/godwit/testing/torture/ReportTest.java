package dev.godwit.testing.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Device;
import dev.godwit.testing.history.Finale;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Report.Traffic TRAFFIC = new Report.Traffic(1_200_000, 1_100_000, 40_000, 2_000_000, 900, 7);

    private static Report report(Set<Trouble> asked, Map<Trouble, String> notRun, List<String> violations) {
        return new Report(
                "Godwit 1.2.3",
                "2 cores",
                Settings.standard(Duration.ofMinutes(20), 42).troubles(asked),
                Duration.ofMinutes(20),
                Duration.ofSeconds(1_300),
                false,
                asked,
                Map.of(Trouble.KILL_SERVER, 100, Trouble.POWER_CLIENT, 20, Trouble.CUT, 50),
                notRun,
                TRAFFIC,
                violations,
                Optional.empty());
    }

    @Test
    void saysWhatWasDoneAndThatAllHeld() {
        var report = report(EnumSet.of(Trouble.KILL_SERVER, Trouble.POWER_CLIENT, Trouble.CUT), Map.of(), List.of());
        assertEquals(0, report.exitCode());
        assertEquals(120, report.kills());
        String text = report.markdown();
        assertTrue(text.contains("120 kills, 1,100,000 acked messages, 0 violations."), text);
        assertTrue(text.contains("| acked per second, outages included | 916 |"), text);
        assertTrue(text.contains("| `kill-server`: kill -9 of the server | 100 |"), text);
        assertTrue(
                text.contains(
                        "`./godwit torture --minutes 20 --seed 42 --clients 4 --senders 8 --only kill-server,power-client,cut`"),
                text);
        assertFalse(text.contains("NOT RUN"), text);
    }

    @Test
    void messageThatIsAckedAgainAfterARestoreCountsOnce() {
        var user = UserId.random(new Random(1));
        var conversation = ConversationId.direct(user, user);
        var history = new History(false);
        var device = new Device("alice/1", user);
        for (long number : new long[] {10_000_001, 65_537, 1}) {
            history.add(new Happening.Wrote(device, conversation, number, "#" + number));
            history.add(new Happening.Acked(device, conversation, number, 7, new ClientMessageId("id" + number)));
            history.add(new Happening.Acked(device, conversation, number, 9, new ClientMessageId("id" + number)));
        }
        assertEquals(new Report.Traffic(3, 3, 3, 0, 5, 2), Report.Traffic.of(history, 5, 2));
    }

    @Test
    void deviceWhoseProfileNeverOpenedIsStuck() {
        var open = new Device("alice/1", UserId.random(new Random(1)));
        var shut = new Device("bob/1", UserId.random(new Random(2)));
        var views = List.of(new Finale.View(open, Map.of(), List.of(), true));
        assertEquals(
                List.of("bob/1 shows nothing, because its profile is not open"),
                Collected.absent(List.of(open, shut), views));
    }

    @Test
    void whatCannotBeDoneHereIsSaidAndHasNoRowAmongWhatWasDone() {
        var report = report(
                EnumSet.of(Trouble.KILL_SERVER, Trouble.NET), Map.of(Trouble.NET, "there is no command tc"), List.of());
        String text = report.markdown();
        assertTrue(text.contains("**NOT RUN: `net`**"), text);
        assertTrue(text.contains("because there is no command tc."), text);
        assertFalse(text.contains("| `net`"), text);
    }

    @Test
    void aViolationIsTheVerdict() {
        var report = report(EnumSet.of(Trouble.CUT), Map.of(), List.of("LOST_AFTER_ACK: alice/1 #7"));
        assertEquals(1, report.exitCode());
        assertTrue(report.markdown().startsWith("# Torture: 1 violation\n"), report.markdown());
        assertTrue(report.markdown().contains("- LOST_AFTER_ACK: alice/1 #7"));
    }

    @Test
    void aBrokenRunSaysNothingOfViolations() {
        var broken = new Report(
                "Godwit 1.2.3",
                "2 cores",
                Settings.standard(Duration.ofMinutes(20), 42),
                Duration.ZERO,
                Duration.ZERO,
                false,
                EnumSet.allOf(Trouble.class),
                Map.of(),
                Map.of(),
                Report.Traffic.NONE,
                List.of(),
                Optional.of("no disk"));
        assertEquals(2, broken.exitCode());
        assertTrue(broken.markdown().startsWith("# Torture: BROKEN RUN"));
        assertTrue(broken.markdown().contains("no disk"));
    }
}
