package dev.godwit.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.server.identity.SignIn.SignedIn;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentityTest {
    private static final String HERE = "192.0.2.1";
    private static final String PASSWORD = "correct horse";
    private static final Device LAPTOP = new Device(Optional.empty(), "laptop");

    private final MovableClock clock = new MovableClock();
    private final MemoryAccounts accounts = new MemoryAccounts();
    private final Random random = new Random(3);
    private final Identity open = new Identity(accounts, RegistrationPolicy.OPEN, clock, random, Runnable::run);
    private final Identity invited =
            new Identity(accounts, RegistrationPolicy.INVITATION, clock, random, Runnable::run);

    @AfterEach
    void close() {
        open.close();
        invited.close();
    }

    private SignedIn registered(String name) {
        return assertInstanceOf(SignedIn.class, open.register(name, PASSWORD, Optional.empty(), LAPTOP, HERE));
    }

    private SignIn signIn(String name, String password) {
        return open.signIn(name, password, LAPTOP, HERE);
    }

    @Test
    void whoRegistersIsSignedIn() {
        SignedIn alice = registered("Alice");
        assertEquals("Alice", alice.account().name());
        assertFalse(alice.account().administrator());
        assertEquals(43, alice.token().length());
        assertEquals(
                Optional.of(alice.session()),
                open.liveSessions()
                        .authenticate(alice.token())
                        .toCompletableFuture()
                        .join());
    }

    @Test
    void passwordSignsInAndAWrongOneDoesNot() {
        SignedIn first = registered("alice");
        SignedIn again = assertInstanceOf(SignedIn.class, signIn("ALICE", PASSWORD));
        assertEquals(first.account(), again.account());
        assertNotEquals(first.token(), again.token());
        assertNotEquals(first.session().device(), again.session().device());
        assertInstanceOf(SignIn.WrongPassword.class, signIn("alice", "wrong horse"));
        assertInstanceOf(SignIn.WrongPassword.class, signIn("nobody", PASSWORD));
        assertInstanceOf(SignIn.WrongPassword.class, signIn("not a name", PASSWORD));
    }

    @Test
    void samePasswordFromAnotherKeyboardSignsIn() {
        assertInstanceOf(SignedIn.class, open.register("alice", "pässwörter", Optional.empty(), LAPTOP, HERE));
        assertInstanceOf(SignedIn.class, signIn("alice", "pa\u0308sswo\u0308rter"));
    }

    @Test
    void passwordIsStoredOnlyAsArgon2idHashWithItsParameters() {
        registered("alice");
        String hash =
                accounts.credentials(new AccountName("alice")).orElseThrow().passwordHash();
        assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "",
                " ",
                "a b",
                "-alice",
                ".alice",
                "_x",
                "al/ice",
                "al\u0000ice",
                "😀😀",
                "a\u200db",
                "ali\u200bce",
                "ali\u2060ce",
                "\ufeffalice",
                "alice\u202egnp.exe",
                "ali\u2066ce",
                "\u0430lice",
                "alice\u0663",
                "ali\u3164ce",
                "abcdefghijklmnopqrstuvwxyz1234567",
                "al@ice",
                "\u0301ab"
            })
    void badNameIsRefusedWithItsRule(String name) {
        var refused =
                assertInstanceOf(SignIn.BadName.class, open.register(name, PASSWORD, Optional.empty(), LAPTOP, HERE));
        assertTrue(refused.rule().startsWith("A name "), refused.rule());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "al",
                "Alice",
                "bob.b_o-b",
                "7of9",
                "Ольга",
                "李雷",
                "नमस्ते",
                "محمد",
                "abcdefghijklmnopqrstuvwxyz123456"
            })
    void namesOfTheWorldAreShownAsTyped(String name) {
        assertEquals(name, registered(name).account().name());
    }

    @Test
    void thirtyTwoCharactersOfAnyScriptAreEnoughAndOneMoreIsTooMany() {
        for (String letter : List.of("李", "\uD840\uDC00", "ж", "e\u0301")) {
            String longest = letter.repeat(32);
            assertEquals(longest, registered(longest).account().name());
            assertInstanceOf(SignIn.SignedIn.class, signIn(longest, PASSWORD));
            assertInstanceOf(
                    SignIn.BadName.class, open.register(letter.repeat(33), PASSWORD, Optional.empty(), LAPTOP, HERE));
        }
    }

    @Test
    void nameThatLooksLikeAnotherIsRefusedAndItsOwnerSignsInAsEver() {
        registered("paypal");
        registered("Coco");
        for (String same : List.of("paypaI", "PAYPAI", "paypa1", "сосо", "C0C0")) {
            assertInstanceOf(
                    SignIn.NameLooksTaken.class, open.register(same, PASSWORD, Optional.empty(), LAPTOP, HERE), same);
            assertInstanceOf(SignIn.WrongPassword.class, signIn(same, PASSWORD), same);
            assertEquals(Optional.empty(), open.account(same));
        }
        assertInstanceOf(SignIn.NameTaken.class, open.register("PayPal", PASSWORD, Optional.empty(), LAPTOP, HERE));
        assertInstanceOf(SignIn.SignedIn.class, signIn("paypal", PASSWORD));
        assertInstanceOf(SignIn.SignedIn.class, signIn("COCO", PASSWORD));
    }

    @Test
    void passwordMustHaveEightCharactersAndEndSomewhere() {
        assertInstanceOf(SignIn.WeakPassword.class, open.register("alice", "seven77", Optional.empty(), LAPTOP, HERE));
        assertInstanceOf(
                SignIn.WeakPassword.class, open.register("alice", "x".repeat(1025), Optional.empty(), LAPTOP, HERE));
        assertTrue(open.isEmpty());
    }

    @Test
    void setupCodeOfTheLastStartMakesTheAdministratorOnce() {
        String old = invited.offerSetup().orElseThrow();
        String code = invited.offerSetup().orElseThrow();
        assertTrue(code.matches("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"), code);
        assertInstanceOf(
                SignIn.InvitationNeeded.class, invited.register("eve", PASSWORD, Optional.of(old), LAPTOP, HERE));
        String typed = code.toLowerCase(Locale.ROOT)
                .replace("-", " ")
                .replace('0', 'o')
                .replace('1', 'l');
        var admin =
                assertInstanceOf(SignedIn.class, invited.register("admin", PASSWORD, Optional.of(typed), LAPTOP, HERE));
        assertTrue(admin.account().administrator());
        assertEquals(Optional.empty(), invited.offerSetup());
        assertInstanceOf(
                SignIn.InvitationNeeded.class, invited.register("eve", PASSWORD, Optional.of(code), LAPTOP, HERE));
    }

    @Test
    void invitationLetsOnePersonIn() {
        String setup = invited.offerSetup().orElseThrow();
        var admin =
                assertInstanceOf(SignedIn.class, invited.register("admin", PASSWORD, Optional.of(setup), LAPTOP, HERE));
        var invitation = invited.invite(admin.account().id()).orElseThrow();
        assertInstanceOf(
                SignIn.InvitationNeeded.class, invited.register("bob", PASSWORD, Optional.empty(), LAPTOP, HERE));
        var bob = assertInstanceOf(
                SignedIn.class, invited.register("bob", PASSWORD, Optional.of(invitation.code()), LAPTOP, HERE));
        assertFalse(bob.account().administrator());
        assertEquals(Optional.empty(), invited.invite(bob.account().id()));
        assertInstanceOf(
                SignIn.InvitationNeeded.class,
                invited.register("carol", PASSWORD, Optional.of(invitation.code()), LAPTOP, HERE));
    }

    @Test
    void invitationExpires() {
        var admin = assertInstanceOf(
                SignedIn.class, invited.register("admin", PASSWORD, invited.offerSetup(), LAPTOP, HERE));
        var invitation = invited.invite(admin.account().id()).orElseThrow();
        clock.advance(Identity.INVITATION_LIFE);
        assertInstanceOf(
                SignIn.InvitationNeeded.class,
                invited.register("late", PASSWORD, Optional.of(invitation.code()), LAPTOP, HERE));
    }

    @Test
    void ownDeviceIsTakenUpAgainAndSomebodyElsesBecomesANewOne() {
        SignedIn alice = registered("alice");
        SignedIn bob = registered("bob");
        var device = new Device(Optional.of(alice.session().device()), "laptop");
        var again = assertInstanceOf(SignedIn.class, open.signIn("alice", PASSWORD, device, HERE));
        assertEquals(alice.session().device(), again.session().device());
        assertEquals(List.of(again.session()), open.sessions(alice.account().id()));
        var other = assertInstanceOf(SignedIn.class, open.signIn("bob", PASSWORD, device, HERE));
        assertNotEquals(alice.session().device(), other.session().device());
        assertEquals(2, open.sessions(bob.account().id()).size());
    }

    @Test
    void guessingIsSlowedDownEvenForTheRightPassword() {
        registered("alice");
        registered("bob");
        for (int i = 0; i < 6; i++) {
            assertInstanceOf(SignIn.WrongPassword.class, signIn("alice", "wrong horse " + i));
        }
        var first = assertInstanceOf(SignIn.Throttled.class, signIn("Alice", PASSWORD));
        assertEquals(Duration.ofSeconds(1), first.retryAfter());
        assertInstanceOf(SignedIn.class, signIn("bob", PASSWORD));
        clock.advance(Duration.ofSeconds(1));
        assertInstanceOf(SignIn.WrongPassword.class, signIn("alice", "still wrong"));
        var second = assertInstanceOf(SignIn.Throttled.class, signIn("alice", PASSWORD));
        assertEquals(Duration.ofSeconds(2), second.retryAfter());
        clock.advance(Duration.ofSeconds(2));
        assertInstanceOf(SignedIn.class, signIn("alice", PASSWORD));
        assertInstanceOf(SignIn.WrongPassword.class, signIn("alice", "wrong horse"));
        assertInstanceOf(SignedIn.class, signIn("alice", PASSWORD));
    }

    @Test
    void unknownNamesAreSlowedDownLikeKnownOnes() {
        for (int i = 0; i < 6; i++) {
            assertInstanceOf(SignIn.WrongPassword.class, signIn("nobody", PASSWORD));
        }
        assertInstanceOf(SignIn.Throttled.class, signIn("nobody", PASSWORD));
    }
}
