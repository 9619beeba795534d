package dev.godwit.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.identity.Accounts.Account;
import dev.godwit.server.identity.Accounts.Creation;
import dev.godwit.server.identity.Accounts.InvitedCreation;
import dev.godwit.server.identity.Accounts.NewAccount;
import dev.godwit.server.identity.Accounts.Opening;
import dev.godwit.server.identity.Accounts.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every adapter of [Accounts] must do.
public abstract class AccountsContract {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final int RACERS = 16;

    private final Random random = new Random(7);

    /// The adapter under test: the same one for the whole test, empty at first.
    protected abstract Accounts accounts();

    private NewAccount someone(String name) {
        return new NewAccount(UserId.random(random), new AccountName(name), "hash of " + name, NOW);
    }

    private Account made(String name) {
        return assertInstanceOf(Creation.Created.class, accounts().create(someone(name)))
                .account();
    }

    private Session session(UserId user, DeviceId device) {
        return new Session("s" + random.nextLong(), user, device, "laptop", NOW, NOW);
    }

    private DeviceId device() {
        return DeviceId.random(random);
    }

    private static <T> List<T> race(Callable<T> racer) throws Exception {
        var line = new CyclicBarrier(RACERS);
        try (var threads = Executors.newFixedThreadPool(RACERS)) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(
                    Collections.<Callable<T>>nCopies(RACERS, () -> {
                        line.await(10, TimeUnit.SECONDS);
                        return racer.call();
                    }),
                    30,
                    TimeUnit.SECONDS)) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void isEmptyUntilTheFirstAccount() {
        assertTrue(accounts().isEmpty());
        made("alice");
        assertFalse(accounts().isEmpty());
    }

    @Test
    void accountIsFoundByAnySpellingOfItsNameAndShownAsTyped() {
        Account alice = made("Älice");
        assertEquals("Älice", alice.name());
        assertFalse(alice.administrator());
        assertEquals(NOW, alice.created());
        assertEquals(Optional.of(alice), accounts().byName(new AccountName("äLICE")));
        assertEquals(Optional.of(alice), accounts().byName(new AccountName("A\u0308lice")));
        assertEquals(Optional.empty(), accounts().byName(new AccountName("alice")));
        var credentials = accounts().credentials(new AccountName("älice")).orElseThrow();
        assertEquals(alice, credentials.account());
        assertEquals("hash of Älice", credentials.passwordHash());
    }

    @Test
    void nameIsTakenInEverySpelling() {
        Account first = made("bob");
        assertInstanceOf(Creation.NameTaken.class, accounts().create(someone("BOB")));
        assertInstanceOf(Creation.NameTaken.class, accounts().create(someone("ＢＯＢ")));
        assertEquals(Optional.of(first), accounts().byName(new AccountName("bob")));
    }

    @Test
    void nameThatPassesForAnotherIsNotGivenAndLeavesNothingBehind() {
        Account first = made("paypal");
        assertInstanceOf(Creation.LooksTaken.class, accounts().create(someone("paypaI")));
        accounts().addInvitation("code", first.id(), NOW, NOW.plusSeconds(60));
        assertInstanceOf(InvitedCreation.LooksTaken.class, accounts().createInvited(someone("PaypaI"), "code"));
        assertEquals(Optional.empty(), accounts().byName(new AccountName("paypaI")));
        assertInstanceOf(
                InvitedCreation.Created.class,
                accounts().createInvited(someone("friend"), "code"),
                "the invitation was not used up");
        // One of its two looks was free, and was claimed in vain: it stays free.
        made("lna");
        assertInstanceOf(Creation.LooksTaken.class, accounts().create(someone("Ina")));
        made("ina");
    }

    @Test
    void onlyOneOfManyWhoLookAlikeGetsAName() throws Exception {
        var names = new ArrayList<>(List.of("ILIL", "lLlL", "i1il", "llll", "IIII", "1L1L", "LILI", "l1l1"));
        var results = race(() -> {
            NewAccount fresh;
            synchronized (random) {
                fresh = someone(names.get(random.nextInt(names.size())));
            }
            return accounts().create(fresh);
        });
        var shown = new ArrayList<AccountName>();
        for (var each : results) {
            if (each instanceof Creation.Created created) {
                shown.add(new AccountName(created.account().name()));
            }
        }
        assertFalse(shown.isEmpty());
        for (var one : shown) {
            for (var other : shown) {
                assertTrue(
                        one.equals(other) || Collections.disjoint(one.skeletons(), other.skeletons()),
                        one + " and " + other);
            }
        }
    }

    @Test
    void onlyOneOfManyGetsTheName() throws Exception {
        var results = race(() -> {
            NewAccount fresh;
            synchronized (random) {
                fresh = someone("carol");
            }
            return accounts().create(fresh);
        });
        var winners =
                results.stream().filter(Creation.Created.class::isInstance).toList();
        assertEquals(1, winners.size());
        var winner = assertInstanceOf(Creation.Created.class, winners.getFirst());
        assertEquals(Optional.of(winner.account()), accounts().byName(new AccountName("carol")));
    }

    @Test
    void byIdsGivesThoseThatExist() {
        Account alice = made("alice");
        Account bob = made("bob");
        var found = accounts().byIds(List.of(bob.id(), UserId.random(random), alice.id(), bob.id()));
        assertEquals(2, found.size());
        assertTrue(found.containsAll(List.of(alice, bob)));
        assertEquals(List.of(), accounts().byIds(List.of()));
    }

    @Test
    void invitationMakesOneAccountEvenWhenManyUseItAtOnce() throws Exception {
        Account host = made("host");
        accounts().addInvitation("code", host.id(), NOW, NOW.plusSeconds(60));
        var results = race(() -> {
            NewAccount fresh;
            synchronized (random) {
                fresh = someone("guest" + random.nextInt(1_000_000_000));
            }
            return accounts().createInvited(fresh, "code");
        });
        assertEquals(
                1,
                results.stream()
                        .filter(InvitedCreation.Created.class::isInstance)
                        .count());
        assertEquals(
                RACERS - 1,
                results.stream()
                        .filter(InvitedCreation.NoInvitation.class::isInstance)
                        .count());
    }

    @Test
    void invitationSurvivesATakenName() {
        Account host = made("host");
        accounts().addInvitation("code", host.id(), NOW, NOW.plusSeconds(60));
        assertInstanceOf(InvitedCreation.NameTaken.class, accounts().createInvited(someone("HOST"), "code"));
        var created =
                assertInstanceOf(InvitedCreation.Created.class, accounts().createInvited(someone("guest"), "code"));
        assertFalse(created.account().administrator());
        assertInstanceOf(InvitedCreation.NoInvitation.class, accounts().createInvited(someone("other"), "code"));
    }

    @Test
    void unknownAndExpiredInvitationsAreNoneAndTellNothingAboutNames() {
        Account host = made("host");
        accounts().addInvitation("old", host.id(), NOW.minusSeconds(60), NOW);
        assertInstanceOf(InvitedCreation.NoInvitation.class, accounts().createInvited(someone("guest"), "old"));
        assertInstanceOf(InvitedCreation.NoInvitation.class, accounts().createInvited(someone("host"), "none"));
        assertEquals(Optional.empty(), accounts().byName(new AccountName("guest")));
    }

    @Test
    void lastSetupInvitationMakesTheAdministratorAndThenThereAreNoMore() {
        assertTrue(accounts().offerSetup("first", NOW, NOW.plusSeconds(60)));
        assertTrue(accounts().offerSetup("second", NOW, NOW.plusSeconds(60)));
        assertInstanceOf(InvitedCreation.NoInvitation.class, accounts().createInvited(someone("eve"), "first"));
        var created =
                assertInstanceOf(InvitedCreation.Created.class, accounts().createInvited(someone("admin"), "second"));
        assertTrue(created.account().administrator());
        assertTrue(accounts().byName(new AccountName("admin")).orElseThrow().administrator());
        assertFalse(accounts().offerSetup("third", NOW, NOW.plusSeconds(60)));
        assertInstanceOf(InvitedCreation.NoInvitation.class, accounts().createInvited(someone("eve"), "third"));
    }

    @Test
    void setupIsStillOfferedWhileNobodyIsAnAdministrator() {
        made("early");
        assertTrue(accounts().offerSetup("code", NOW, NOW.plusSeconds(60)));
    }

    @Test
    void sessionIsFoundByItsTokenOnly() {
        Account alice = made("alice");
        Session session = session(alice.id(), device());
        assertEquals(new Opening.Opened(Optional.empty()), accounts().open(session, "token"));
        assertEquals(Optional.of(session), accounts().byToken("token"));
        assertEquals(Optional.empty(), accounts().byToken("other"));
        assertEquals(List.of(session), accounts().sessions(alice.id()));
    }

    @Test
    void deviceTakenUpAgainEndsItsEarlierSession() {
        Account alice = made("alice");
        DeviceId device = device();
        Session first = session(alice.id(), device);
        Session second = session(alice.id(), device);
        accounts().open(first, "one");
        assertEquals(new Opening.Opened(Optional.of(first)), accounts().open(second, "two"));
        assertEquals(Optional.empty(), accounts().byToken("one"));
        assertEquals(List.of(second), accounts().sessions(alice.id()));
    }

    @Test
    void deviceIsTakenUpAgainOnlyByItsOwnUserAlsoAfterSigningOut() {
        Account alice = made("alice");
        Account bob = made("bob");
        DeviceId device = device();
        Session session = session(alice.id(), device);
        accounts().open(session, "one");
        assertEquals(new Opening.NotYours(), accounts().open(session(bob.id(), device), "two"));
        assertEquals(Optional.of(session), accounts().byToken("one"));
        assertEquals(List.of(), accounts().sessions(bob.id()));
        accounts().revoke(alice.id(), session.id());
        assertEquals(new Opening.NotYours(), accounts().open(session(bob.id(), device), "two"));
        assertEquals(new Opening.Opened(Optional.empty()), accounts().open(session(alice.id(), device), "three"));
    }

    @Test
    void oneDeviceSigningInManyTimesAtOnceKeepsOneSession() throws Exception {
        Account alice = made("alice");
        DeviceId device = device();
        var results = race(() -> {
            Session session;
            synchronized (random) {
                session = session(alice.id(), device);
            }
            return accounts().open(session, "token of " + session.id());
        });
        assertEquals(1, accounts().sessions(alice.id()).size());
        long replaced = results.stream()
                .map(Opening.Opened.class::cast)
                .filter(opened -> opened.replaced().isPresent())
                .count();
        assertEquals(RACERS - 1, replaced);
    }

    @Test
    void revokedSessionIsGoneAndOnlyItsUserCanRevokeIt() {
        Account alice = made("alice");
        Account bob = made("bob");
        Session session = session(alice.id(), device());
        accounts().open(session, "token");
        assertEquals(Optional.empty(), accounts().revoke(bob.id(), session.id()));
        assertEquals(Optional.of(session), accounts().byToken("token"));
        assertEquals(Optional.of(session), accounts().revoke(alice.id(), session.id()));
        assertEquals(Optional.empty(), accounts().byToken("token"));
        assertEquals(Optional.empty(), accounts().revoke(alice.id(), session.id()));
    }

    @Test
    void lastUseMovesForwardOnly() {
        Account alice = made("alice");
        Session session = session(alice.id(), device());
        accounts().open(session, "token");
        Instant later = NOW.plus(Duration.ofMinutes(5));
        accounts().touch(Map.of(session.id(), later, "ended long ago", later));
        accounts().touch(Map.of(session.id(), NOW.plusSeconds(1)));
        assertEquals(later, accounts().byToken("token").orElseThrow().lastUsed());
        assertEquals(NOW, accounts().byToken("token").orElseThrow().created());
    }

    @Test
    void sessionsAreListedNewestFirst() {
        Account alice = made("alice");
        var old = new Session("sold", alice.id(), device(), "old", NOW.minusSeconds(9), NOW);
        var young = new Session("syoung", alice.id(), device(), "young", NOW, NOW);
        accounts().open(old, "1");
        accounts().open(young, "2");
        assertEquals(List.of(young, old), accounts().sessions(alice.id()));
    }
}
