package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.sdk.Contacts.Audience;
import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitException;
import dev.godwit.client.sdk.GodwitOptions;
import dev.godwit.client.sdk.Session;
import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Contact;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.Role;
import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.InGroup;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Two devices of one person, and one of somebody else; each is offline but while it syncs.
class DevicesTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    static Path shared;

    private static ServerProcess server;
    private static Person administrator;
    private static int number;

    @TempDir
    Path directory;

    private final List<Godwit> open = new ArrayList<>();
    private Person alice;
    private Person bob;
    private Godwit laptop;
    private Godwit phone;
    private Godwit bobs;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(shared.resolve("data"));
        administrator = People.register(server, "administrator").getFirst();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void threeDevices() {
        number++;
        alice = People.join(server, "alice" + number, People.invitation(server, administrator));
        bob = People.join(server, "bob" + number, People.invitation(server, administrator));
        laptop = device(alice, "laptop");
        phone = device(alice, "phone");
        bobs = device(bob, "bobs");
    }

    @AfterEach
    void close() {
        open.forEach(Godwit::close);
    }

    private Godwit device(Person person, String name) {
        var godwit =
                Godwit.open(directory.resolve(name), GodwitOptions.defaults().withDevice(name));
        open.add(godwit);
        signIn(godwit, person);
        return godwit;
    }

    private static void signIn(Godwit godwit, Person person) {
        godwit.signIn(URI.create("http://127.0.0.1:" + server.port()), person.name(), person.password());
    }

    private static void sync(Godwit... devices) {
        for (var each : devices) {
            var summary = each.syncOnce(LONG);
            assertTrue(summary.complete(), summary::toString);
        }
    }

    private Conversation withBob(Godwit device) {
        return device.find(bob.name()).orElseThrow();
    }

    private static List<String> texts(Godwit device, Conversation conversation) {
        return device.messages(conversation.key(), OptionalLong.empty(), 100).stream()
                .map(Message::text)
                .toList();
    }

    @Test
    void whatOneSendsAndGetsIsOnTheOther() {
        laptop.send(bob.name(), "From the laptop");
        sync(laptop, bobs, phone);
        phone.send(bob.name(), "From the phone");
        bobs.send(alice.name(), "To both");
        sync(phone, bobs, laptop, phone);
        var all = List.of("From the laptop", "From the phone", "To both");
        assertAll(
                () -> assertEquals(all, texts(laptop, withBob(laptop))),
                () -> assertEquals(all, texts(phone, withBob(phone))));
    }

    @Test
    void whatOneReadsIsReadOnTheOther() {
        bobs.send(alice.name(), "One");
        bobs.send(alice.name(), "Two");
        sync(bobs, laptop, phone);
        assertEquals(2, withBob(phone).unread());
        laptop.markRead(withBob(laptop).last().orElseThrow().key());
        sync(laptop, phone);
        assertEquals(0, withBob(phone).unread());
        sync(bobs);
        var last = bobs.find(alice.name()).orElseThrow().last().orElseThrow();
        assertInstanceOf(MessageState.Read.class, last.state());
    }

    @Test
    void whatOneMutesDraftsAndLetsOthersSeeHoldsOnTheOther() {
        bobs.send(alice.name(), "Hello");
        sync(bobs, laptop, phone);
        laptop.contacts().mute(withBob(laptop).key(), Optional.empty());
        laptop.contacts().saveDraft(withBob(laptop).key(), "Half a senten");
        laptop.contacts().setPresenceAudience(Audience.CONTACTS);
        laptop.contacts().setBusy(true);
        sync(laptop, phone);
        assertAll(
                () -> assertTrue(withBob(phone).muted()),
                () -> assertEquals("Half a senten", withBob(phone).draft()),
                () -> assertEquals(Audience.CONTACTS, phone.contacts().presenceAudience()),
                () -> assertTrue(phone.contacts().isBusy()));
        phone.contacts().unmute(withBob(phone).key());
        phone.contacts().saveDraft(withBob(phone).key(), "");
        sync(phone, laptop);
        assertAll(
                () -> assertFalse(withBob(laptop).muted()),
                () -> assertEquals("", withBob(laptop).draft()));
    }

    @Test
    void whomOneTakesUpOrBlocksTheOtherKnowsByName() {
        laptop.contacts().add(bob.name(), "Bobby");
        sync(laptop, phone);
        var bobby = contact(phone);
        assertAll(
                () -> assertEquals(Optional.of(bob.name()), bobby.name()),
                () -> assertEquals("Bobby", bobby.nick()),
                () -> assertTrue(bobby.known()));
        phone.contacts().block(bob.name());
        sync(phone, laptop);
        assertTrue(contact(laptop).blocked());
        bobs.send(alice.name(), "Listen");
        sync(bobs, laptop);
        assertAll(
                () -> assertTrue(bobs.find(alice.name()).orElseThrow().failed() > 0, "it is refused, and Bob is told"),
                () -> assertEquals(List.of(), laptop.conversations(), "and Alice hears nothing of it"));
    }

    private static Contact contact(Godwit device) {
        var contacts = device.contacts().all();
        assertEquals(1, contacts.size(), contacts::toString);
        return contacts.getFirst();
    }

    @Test
    void ofTwoChangesOfOneSettingTheLastInTheLogHoldsOnBoth() {
        laptop.contacts().setPresenceAudience(Audience.NOBODY);
        phone.contacts().setPresenceAudience(Audience.CONTACTS);
        sync(phone, laptop, phone);
        assertAll(
                () -> assertEquals(Audience.NOBODY, laptop.contacts().presenceAudience()),
                () -> assertEquals(Audience.NOBODY, phone.contacts().presenceAudience()));
    }

    @Test
    void aGroupThatOneMakesIsOnTheOther() {
        var group = InGroup.make(laptop, "Trip", bob.name());
        InGroup.sync(group, group.on(phone));
        var there = group.on(phone);
        there.say("From the phone");
        InGroup.sync(there, group);
        assertAll(
                () -> assertEquals(Optional.of(Role.OWNER), there.view().role()),
                () -> assertEquals(group.members(), there.members()),
                () -> assertEquals(List.of("From the phone"), group.texts()));
    }

    @Test
    void theListOfDevicesNamesThemWithTheirLastUse() {
        var sessions = phone.sessions();
        assertAll(
                () -> assertEquals(
                        List.of(phone.account().orElseThrow().device()),
                        sessions.stream()
                                .filter(Session::current)
                                .flatMap(session -> session.device().stream())
                                .toList()),
                () -> assertTrue(sessions.stream().map(Session::name).toList().containsAll(List.of("laptop", "phone"))),
                () -> assertTrue(sessions.stream()
                        .allMatch(session -> !session.lastUsed().isBefore(session.created()))));
    }

    @Test
    void aDeviceThatIsSignedOutFromAnotherLocksAndKeepsItsOutboxUntilItsUserSignsInAgain() {
        laptop.send(bob.name(), "Before");
        sync(laptop, phone);
        laptop.start();
        Await.until(
                "the laptop is online", () -> laptop.connectionState() instanceof ConnectionState.Online(var c) && c);
        laptop.stop();
        laptop.send(bob.name(), "Waits on the laptop");
        phone.sessions().stream()
                .filter(session -> session.name().equals("laptop"))
                .forEach(session -> phone.revoke(session.id()));
        assertLocked(() -> laptop.syncOnce(LONG));
        assertAll(
                () -> assertLocked(() -> laptop.send(bob.name(), "By whoever has it now")),
                () -> assertLocked(laptop::conversations),
                () -> assertLocked(laptop::outbox));
        sync(bobs);
        assertEquals(List.of("Before"), texts(bobs, bobs.find(alice.name()).orElseThrow()));

        signIn(laptop, alice);
        sync(laptop, bobs);
        assertEquals(
                List.of("Before", "Waits on the laptop"),
                texts(bobs, bobs.find(alice.name()).orElseThrow()));
    }

    @Test
    void aLockedDeviceOpensForNobodyElse() {
        phone.sessions().stream()
                .filter(session -> session.name().equals("laptop"))
                .forEach(session -> phone.revoke(session.id()));
        assertLocked(() -> laptop.syncOnce(LONG));
        var refused = assertThrows(GodwitException.class, () -> signIn(laptop, bob));
        assertEquals(GodwitException.OTHER_ACCOUNT, refused.code());
        assertLocked(laptop::conversations);
    }

    private static void assertLocked(Executable call) {
        assertEquals(
                GodwitException.LOCKED,
                assertThrows(GodwitException.class, call).code());
    }
}
