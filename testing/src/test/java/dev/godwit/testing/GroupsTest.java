package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.client.view.Reach;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import dev.godwit.testing.harness.InGroup;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Groups of four people with the SDK and a server in a process of its own. Everybody is offline but while
/// they sync, so each test decides whose change is first in the log. The outcomes are those of
/// docs/groups.md.
class GroupsTest {
    @TempDir
    static Path directory;

    private static final List<Godwit> OPEN = new ArrayList<>();
    private static ServerProcess server;
    private static Godwit alice;
    private static Godwit bob;
    private static Godwit carol;
    private static Godwit dave;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(directory.resolve("data"));
        var people = People.register(server, "alice", "bob", "carol", "dave");
        alice = open(people.get(0));
        bob = open(people.get(1));
        carol = open(people.get(2));
        dave = open(people.get(3));
    }

    private static Godwit open(Person person) {
        var godwit = Godwit.open(directory.resolve(person.name()));
        OPEN.add(godwit);
        godwit.signIn(URI.create("http://127.0.0.1:" + server.port()), person.name(), person.password());
        return godwit;
    }

    @AfterAll
    static void stop() {
        OPEN.forEach(Godwit::close);
        server.close();
    }

    /// Alice owns it, Bob and Carol are admins, all have it.
    private static InGroup withTwoAdmins() {
        var group = InGroup.make(alice, "Trip", "bob", "carol");
        group.change().setRole(group.key(), "bob", Role.ADMIN);
        group.change().setRole(group.key(), "carol", Role.ADMIN);
        InGroup.sync(group, group.on(bob), group.on(carol));
        return group;
    }

    @Test
    void madeOfflineWithNamesNeverLookedUpItIsThereForAllWhoExist() {
        var group = InGroup.make(alice, "Trip", "bob", "nobody-at-all", "carol");
        group.say("Written before anybody was looked up");
        assertEquals(Optional.of(Role.OWNER), group.view().role());
        InGroup.sync(group, group.on(bob), group.on(carol));
        var members = Map.of("alice", Role.OWNER, "bob", Role.MEMBER, "carol", Role.MEMBER);
        assertAll(
                () -> assertEquals(members, group.members()),
                () -> assertEquals(members, group.on(bob).members()),
                () -> assertEquals(members, group.on(carol).members()),
                () -> assertEquals(
                        List.of("Written before anybody was looked up"),
                        group.on(carol).texts()),
                () -> assertTrue(group.failure().contains("unknown_name"), group.failure()));
        discardFailed(alice);
    }

    @Test
    void aMemberCannotDoWhatOnlyAdminsCanAndIsToldWhenTheRoleWasLostMeanwhile() {
        var group = withTwoAdmins();
        group.change().setRole(group.key(), "bob", Role.MEMBER);
        var bobs = group.on(bob);
        bobs.change().remove(bobs.key(), "carol");
        InGroup.sync(group, bobs);
        assertAll(
                () -> assertEquals("not_allowed", bobs.failure()),
                () -> assertEquals(Role.MEMBER, bobs.members().get("bob")),
                () -> assertEquals(Role.ADMIN, bobs.members().get("carol")));
        discardFailed(bob);
    }

    @Test
    void ofTwoAdminsWhoRemoveEachOtherTheFirstOneInTheLogStays() {
        var group = withTwoAdmins();
        var bobs = group.on(bob);
        var carols = group.on(carol);
        bobs.change().remove(bobs.key(), "carol");
        carols.change().remove(carols.key(), "bob");
        InGroup.sync(carols, bobs, group, carols);
        assertAll(
                () -> assertEquals("not_a_member", bobs.failure()),
                () -> assertEquals(Optional.empty(), bobs.view().role()),
                () -> assertEquals(Map.of("alice", Role.OWNER, "carol", Role.ADMIN), carols.members()),
                () -> assertEquals(carols.members(), group.members()));
        discardFailed(bob);
    }

    @Test
    void whoIsAddedAgainBySomebodyWhoDidNotKnowOfTheRemovalIsInFromThereOn() {
        var group = withTwoAdmins();
        group.change().add(group.key(), "dave");
        InGroup.sync(group, group.on(bob), group.on(carol), group.on(dave));
        var bobs = group.on(bob);
        bobs.change().remove(bobs.key(), "dave");
        InGroup.sync(bobs);
        bobs.say("Without Dave");
        bobs.sync();
        var carols = group.on(carol);
        carols.sync();
        carols.change().add(carols.key(), "dave");
        carols.say("With Dave again");
        InGroup.sync(carols, group.on(dave));
        var daves = group.on(dave);
        assertAll(
                () -> assertEquals(List.of("With Dave again"), daves.texts()),
                () -> assertEquals(Optional.of(Role.MEMBER), daves.view().role()));
    }

    @Test
    void whoIsAddedByTwoIsInOnceAndTheSecondOneIsTold() {
        var group = withTwoAdmins();
        var bobs = group.on(bob);
        var carols = group.on(carol);
        bobs.change().add(bobs.key(), "dave");
        carols.change().add(carols.key(), "dave");
        InGroup.sync(bobs, carols, group);
        assertAll(
                () -> assertEquals("no_change", carols.failure()),
                () -> assertEquals(4, group.members().size()),
                () -> assertEquals(
                        1,
                        group.messages().stream()
                                .flatMap(message -> message.change().stream())
                                .filter(change -> change instanceof GroupChange.Add add
                                        && add.users()
                                                .equals(List.of(dave.account()
                                                        .orElseThrow()
                                                        .user())))
                                .count()));
        discardFailed(carol);
    }

    @Test
    void ofTwoTitlesTheFirstOneStaysUntilTheOtherPersonInsists() {
        var group = withTwoAdmins();
        var bobs = group.on(bob);
        var carols = group.on(carol);
        bobs.change().setTitle(bobs.key(), "Bob's tour 🚲");
        carols.change().setTitle(carols.key(), "رحلة كارول");
        InGroup.sync(bobs, carols, group);
        assertAll(
                () -> assertEquals("stale", carols.failure()),
                () -> assertEquals("Bob's tour 🚲", group.conversation().title()),
                () -> assertEquals("Bob's tour 🚲", carols.conversation().title()));
        carol.retry(failed(carol).message().orElseThrow());
        InGroup.sync(carols, group);
        assertEquals("رحلة كارول", group.conversation().title());
    }

    @Test
    void whenTheLastOwnerLeavesTheLongestServingAdminOwnsIt() {
        var group = InGroup.make(alice, "Trip", "bob", "carol");
        group.change().setRole(group.key(), "carol", Role.ADMIN);
        group.sync();
        group.change().leave(group.key());
        InGroup.sync(group, group.on(bob), group.on(carol));
        assertAll(
                () -> assertEquals(Optional.empty(), group.view().role()),
                () -> assertEquals(
                        Map.of("bob", Role.MEMBER, "carol", Role.OWNER),
                        group.on(bob).members()));
    }

    @Test
    void whenEverybodyHasLeftItIsClosedForEver() {
        var group = InGroup.make(alice, "Trip", "bob");
        InGroup.sync(group, group.on(bob));
        var bobs = group.on(bob);
        group.change().leave(group.key());
        bobs.change().leave(bobs.key());
        InGroup.sync(group, bobs);
        assertEquals(Optional.empty(), bobs.view().role());
        var link = bobs.messages().stream().map(Message::text).toList();
        assertFalse(link.isEmpty(), "what was theirs to read stays");
    }

    @Test
    void aLinkLetsInAsManyAsItSays() {
        var group = InGroup.make(alice, "Trip");
        var link = group.change().makeLink(group.key(), OptionalInt.of(1), Optional.empty());
        var address = group.change().address(group.key(), link);
        group.sync();
        bob.groups().join(address);
        carol.groups().join(address);
        assertTrue(group.on(bob).view().joining());
        group.on(bob).sync();
        group.on(carol).sync();
        group.sync();
        assertAll(
                () -> assertEquals(Map.of("alice", Role.OWNER, "bob", Role.MEMBER), group.members()),
                () -> assertEquals("no_conversation", group.on(carol).failure()),
                () -> assertEquals(List.of(), group.change().links(group.key())));
        discardFailed(carol);
    }

    @Test
    void aLinkThatWasTakenBackLetsNobodyIn() {
        var group = InGroup.make(alice, "Trip");
        var link = group.change().makeLink(group.key(), OptionalInt.empty(), Optional.empty());
        var address = group.change().address(group.key(), link);
        group.sync();
        bob.groups().join(address);
        group.change().revokeLink(group.key(), link.code());
        InGroup.sync(group, group.on(bob));
        assertEquals("no_conversation", group.on(bob).failure());
        discardFailed(bob);
    }

    @Test
    void newcomersReadFromWhenTheyCameOnUnlessThePastIsOpen() {
        var group = InGroup.make(alice, "Trip", "bob");
        group.say("Long ago");
        group.change().add(group.key(), "carol");
        group.sync();
        group.change().setHistory(group.key(), History.ALL);
        group.change().add(group.key(), "dave");
        group.say("Welcome");
        InGroup.sync(group, group.on(carol), group.on(dave));
        assertAll(
                () -> assertEquals(List.of("Welcome"), group.on(carol).texts()),
                () -> assertEquals(
                        List.of("Long ago", "Welcome"), group.on(dave).texts()));
    }

    @Test
    void receiptsTellMemberByMemberWhoHasReadWhat() {
        var group = InGroup.make(alice, "Trip", "bob", "carol");
        var message = group.say("Who is awake");
        InGroup.sync(group, group.on(bob), group.on(carol));
        bob.markRead(group.on(bob).messages().getLast().key());
        InGroup.sync(group.on(bob), group);
        var reach = alice.reach(message.key());
        assertAll(
                () -> assertEquals(
                        List.of("bob"), names(reach.stream().filter(Reach::read).toList())),
                () -> assertEquals(
                        List.of("bob", "carol"),
                        names(reach.stream().filter(Reach::delivered).toList())),
                () -> assertInstanceOf(
                        MessageState.Delivered.class,
                        alice.message(message.key()).orElseThrow().state()));
    }

    private static List<String> names(List<Reach> reach) {
        return reach.stream().map(each -> each.name().orElseThrow()).toList();
    }

    private static OutboxItem failed(Godwit godwit) {
        return godwit.outbox().stream()
                .filter(item -> item.state() instanceof MessageState.Failed)
                .findFirst()
                .orElseThrow();
    }

    private static void discardFailed(Godwit godwit) {
        godwit.outbox().stream()
                .filter(item -> item.state() instanceof MessageState.Failed)
                .flatMapToLong(item -> item.message().stream())
                .forEach(godwit::discard);
    }
}
