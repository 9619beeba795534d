package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Api;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.RunningServer;
import dev.godwit.testing.harness.Wire;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who gets in, and who is shown out.
class AccessTest {
    @RegisterExtension
    static final RunningServer server = RunningServer.with("alice", "bob");

    private final Person alice = server.person("alice");
    private final Person bob = server.person("bob");

    @Test
    void aWrongTokenInHelloIsRefusedAndTheConnectionCloses() {
        try (var wire = Wire.connect(server.port())) {
            wire.hello("x".repeat(43));
            assertEquals(
                    Code.UNAUTHORIZED, wire.await(ServerFrame.Failure.class).code());
            wire.awaitClosed();
        }
    }

    @Test
    void aHelloWithoutAnyTokenIsRefused() {
        try (var wire = Wire.connect(server.port())) {
            wire.sendText("{\"t\":\"hello\",\"version\":1}");
            assertEquals(
                    Code.UNAUTHORIZED, wire.await(ServerFrame.Failure.class).code());
            wire.awaitClosed();
        }
    }

    @Test
    void sendsInTheFlightOfARefusedHelloAreNotStored() {
        try (var alices = Wire.open(server.port(), alice.token())) {
            Chat.say(alices, alice, bob, "there is a log");
            var before = Chat.log(alices, alice.with(bob));
            try (var wire = Wire.connect(server.port())) {
                wire.hello("x".repeat(43));
                wire.send(Chat.message(alice, bob, "smuggled"));
                wire.awaitClosed();
            }
            assertEquals(before, Chat.log(alices, alice.with(bob)));
        }
    }

    @Test
    void aWrongTokenInTheHeaderIsRefusedToo() {
        try (var wire = Wire.connect(server.port(), Map.of("Authorization", "Bearer " + "x".repeat(43)))) {
            wire.sendText("{\"t\":\"hello\",\"version\":1}");
            assertEquals(
                    Code.UNAUTHORIZED, wire.await(ServerFrame.Failure.class).code());
            assertEquals(1_008, wire.awaitClosed());
        }
    }

    @Test
    void aTokenAtTheUpgradeIsEnough() {
        try (var wire = Wire.connect(server.port(), Map.of("Authorization", "Bearer " + bob.token()))) {
            wire.sendText("{\"t\":\"hello\",\"version\":1}");
            assertEquals(bob.user(), wire.await(ServerFrame.Welcome.class).user());
        }
    }

    @Test
    void aRevokedSessionIsClosedAtOnceAndNeverComesBack() {
        Person lost = People.signIn(server.process(), bob);
        try (var live = Wire.open(server.port(), lost.token());
                var other = Wire.open(server.port(), bob.token())) {
            var revoked = Api.as(server.port(), bob.token()).delete("/v1/sessions/" + lost.session());
            assertEquals(204, revoked.status(), revoked.body());
            assertEquals(
                    Code.UNAUTHORIZED, live.await(ServerFrame.Failure.class).code());
            live.awaitClosed();
            try (var again = Wire.connect(server.port())) {
                again.hello(lost.token());
                assertEquals(
                        Code.UNAUTHORIZED,
                        again.await(ServerFrame.Failure.class).code());
            }
            assertEquals(401, Api.as(server.port(), lost.token()).get("/v1/me").status());
            Chat.say(other, bob, alice, "the other session goes on");
        }
    }

    @Test
    void signingOutClosesTheLiveConnectionToo() {
        Person leaving = People.signIn(server.process(), bob);
        try (var live = Wire.open(server.port(), leaving.token())) {
            assertEquals(
                    204,
                    Api.as(server.port(), leaving.token())
                            .delete("/v1/sessions/current")
                            .status());
            live.awaitClosed();
        }
    }

    @Test
    void nobodyEndsASessionOfSomebodyElse() {
        Person phone = People.signIn(server.process(), bob);
        try (var live = Wire.open(server.port(), phone.token())) {
            int status = Api.as(server.port(), alice.token())
                    .delete("/v1/sessions/" + phone.session())
                    .status();
            assertEquals(404, status);
            Chat.say(live, phone, alice, "still here");
        }
    }

    @Test
    void aCookieIsHttpOnlyAndSameSiteAndWorksFromItsOwnOriginOnly() {
        var answer = signInWithCookie();
        String setCookie = answer.header("Set-Cookie").orElseThrow();
        assertTrue(setCookie.contains("HttpOnly"), setCookie);
        assertTrue(setCookie.contains("SameSite=Strict"), setCookie);
        assertFalse(answer.json().has("token"), "no token where scripts can read it");
        String cookie = setCookie.substring(0, setCookie.indexOf(';'));
        String own = "http://127.0.0.1:" + server.port();
        String foreign = "https://evil.example";

        assertTrue(upgrade(cookie, own).contains(" 101 "), upgrade(cookie, own));
        assertTrue(upgrade(cookie, foreign).contains(" 403 "), upgrade(cookie, foreign));
        assertTrue(upgrade(cookie, "null").contains(" 403 "), upgrade(cookie, "null"));

        var fromEvil = new Api(server.port(), Map.of("Cookie", cookie, "Origin", foreign));
        var post = fromEvil.post("/v1/frames", Api.object());
        assertEquals(403, post.status(), post.body());
        assertEquals("foreign_origin", post.errorCode());
        assertEquals("foreign_origin", fromEvil.delete("/v1/sessions/current").errorCode());
        var fromHome = new Api(server.port(), Map.of("Cookie", cookie, "Origin", own));
        assertEquals(200, fromHome.get("/v1/me").status());
    }

    @Test
    void aConnectionByCookieMayGreetWithoutAToken() {
        String setCookie = signInWithCookie().header("Set-Cookie").orElseThrow();
        String cookie = setCookie.substring(0, setCookie.indexOf(';'));
        var headers = Map.of("Cookie", cookie, "Origin", "http://127.0.0.1:" + server.port());
        try (var wire = Wire.connect(server.port(), headers)) {
            wire.sendText("{\"t\":\"hello\",\"version\":1}");
            assertEquals(bob.user(), wire.await(ServerFrame.Welcome.class).user());
        }
    }

    private static Api.Answer signInWithCookie() {
        var answer = new Api(server.port())
                .post(
                        "/v1/sessions",
                        Api.object()
                                .put("name", "bob")
                                .put("password", People.PASSWORD)
                                .put("cookie", true));
        assertEquals(201, answer.status(), answer.body());
        return answer;
    }

    private static String upgrade(String cookie, String origin) {
        return Wire.upgradeStatus(server.port(), Map.of("Cookie", cookie, "Origin", origin));
    }

    @Test
    void aWrongNameAndAWrongPasswordLookTheSameAndManyOfThemAreThrottled() {
        Person victim = server.join("victim");
        var wrongPassword = signIn("victim", "not the password");
        var wrongName = signIn("nobody-of-that-name", "not the password");
        assertEquals(401, wrongPassword.status());
        assertEquals("wrong_password", wrongPassword.errorCode());
        assertEquals(wrongPassword.status(), wrongName.status());
        assertEquals(wrongPassword.body(), wrongName.body());

        Api.Answer answer = wrongPassword;
        int tries = 1;
        while (answer.status() == 401 && tries < 100) {
            answer = signIn("victim", "guess " + tries++);
        }
        assertEquals(429, answer.status(), "throttled after " + tries + " tries");
        assertEquals("throttled", answer.errorCode());
        assertTrue(Integer.parseInt(answer.header("Retry-After").orElseThrow()) > 0);
        try (var wire = Wire.open(server.port(), victim.token())) {
            Chat.say(wire, victim, bob, "whoever is signed in stays so");
        }
        assertTrue(tries <= 30, "only after " + tries);
    }

    private static Api.Answer signIn(String name, String password) {
        return new Api(server.port())
                .post("/v1/sessions", Api.object().put("name", name).put("password", password));
    }

    @Test
    void anInvitationWorksOnceAndAMadeUpOneNever() {
        String code = People.invitation(server.process(), alice);
        People.join(server.process(), "dave", code);
        assertEquals("invitation_needed", register("erin", code).errorCode());
        assertEquals("invitation_needed", register("erin", "AAAA-BBBB-CCCC").errorCode());
        String another = People.invitation(server.process(), alice);
        assertEquals("name_taken", register("Dave", another).errorCode());
        assertEquals(201, register("erin", another).status(), "a taken name does not use the invitation up");
    }

    @Test
    void onlyAnAdministratorInvites() {
        var answer = Api.as(server.port(), bob.token()).post("/v1/invitations", Api.object());
        assertEquals(403, answer.status(), answer.body());
    }

    private static Api.Answer register(String name, String code) {
        return new Api(server.port())
                .post(
                        "/v1/accounts",
                        Api.object()
                                .put("name", name)
                                .put("password", People.PASSWORD)
                                .put("code", code));
    }
}
