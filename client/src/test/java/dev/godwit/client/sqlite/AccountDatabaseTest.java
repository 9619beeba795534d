package dev.godwit.client.sqlite;

import static dev.godwit.client.sqlite.ProfileFixture.BOB;
import static dev.godwit.client.sqlite.ProfileFixture.CAROL;
import static dev.godwit.client.sqlite.ProfileFixture.DAVE;
import static dev.godwit.client.sqlite.ProfileFixture.ME;
import static dev.godwit.client.sqlite.ProfileFixture.WITH_BOB;
import static dev.godwit.client.sqlite.ProfileFixture.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.core.OutboxRow;
import dev.godwit.client.core.Person;
import dev.godwit.client.core.StoreOp;
import dev.godwit.client.view.Contact;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class AccountDatabaseTest {
    private static final ConversationId ACCOUNT = ConversationId.account(ME);

    @TempDir
    Path directory;

    private ProfileFixture profile;

    @BeforeEach
    void open() {
        profile = new ProfileFixture(directory.resolve("me"));
        profile.named(BOB, "bob");
        profile.named(CAROL, "carol");
    }

    @AfterEach
    void close() {
        CrashKit.rules(profile);
        profile.close();
    }

    private long withBob() {
        profile.apply(
                new StoreOp.SetMembers(WITH_BOB, List.of(ME, BOB)),
                new StoreOp.PutEntries(WITH_BOB, List.of(entry(2, BOB, "b1", Content.message("Hello")))),
                new StoreOp.SetCoverage(WITH_BOB, 2, "2-2"));
        return profile.views.find("bob").orElseThrow().key();
    }

    private Conversation conversation(long key) {
        return profile.views.conversation(key).orElseThrow();
    }

    private static Entry setting(long seq, String name, Optional<String> value) {
        return entry(seq, ME, "s" + seq, new AccountSetting(name, value).toContent());
    }

    private void elsewhere(long seq, String name, Optional<String> value) {
        profile.apply(new StoreOp.PutEntries(ACCOUNT, List.of(setting(seq, name, value))));
    }

    private List<AccountSetting> leaving() {
        var out = new ArrayList<AccountSetting>();
        for (OutboxRow row : profile.rows()) {
            if (row instanceof OutboxRow.Send send && send.content().kind().equals(Kinds.SETTING)) {
                try {
                    out.add(AccountSetting.read(send.content()).orElseThrow());
                } catch (BadFrameException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return out;
    }

    @Test
    void contactsAndBlocksHoldAtOnceAndStayOnceTheyAreStored() {
        profile.account.addContact("bob", "Bobby");
        profile.account.block(CAROL.value());
        assertEquals(
                List.of(
                        new Contact(BOB, Optional.of("bob"), "Bobby", true, false, true),
                        new Contact(CAROL, Optional.of("carol"), "", false, true, true)),
                profile.views.contacts());
        profile.confirmAll(ACCOUNT, 1);
        assertEquals(
                List.of(
                        new Contact(BOB, Optional.of("bob"), "Bobby", true, false, false),
                        new Contact(CAROL, Optional.of("carol"), "", false, true, false)),
                profile.views.contacts());
        profile.account.unblock("carol");
        assertEquals(1, profile.views.contacts().size());
        assertEquals(List.of(), profile.views.conversations(), "one's own log is no conversation");
        assertEquals(
                "not_allowed",
                assertThrows(Refusal.class, () -> profile.account.block(ME.value()))
                        .code());
    }

    @Test
    void contactWhoseNameIsNotKnownWaitsForTheLookup() {
        profile.account.addContact("dave", "");
        assertEquals(
                List.of(Optional.of("dave")),
                profile.views.contacts().stream().map(Contact::name).toList());
        assertEquals(List.of(), leaving());
        profile.apply(new StoreOp.Resolve(profile.rows().getFirst().key(), new Person(DAVE, "dave")));
        assertEquals(List.of(new AccountSetting(AccountSetting.CONTACT + DAVE, Optional.of(""))), leaving());
        assertEquals(DAVE, profile.views.contacts().getFirst().user());
        // It has taken the place of the made-up one for what comes later, too.
        profile.account.removeContact("dave");
        assertEquals(List.of(), leaving());
        assertEquals(List.of(), profile.views.conversations());
    }

    @Test
    void aDayOfDraftsWithoutANetworkIsOneEntry() {
        long key = withBob();
        profile.account.saveDraft(key, "H");
        profile.account.saveDraft(key, "Hel");
        profile.account.saveDraft(key, "Hello");
        assertEquals("Hello", conversation(key).draft());
        assertEquals(1, leaving().size());
        // One that may have left stays, and one behind it is replaced.
        profile.apply(new StoreOp.MarkSent(profile.row(0).key(), profile.row(0).rev()));
        profile.account.saveDraft(key, "Hello B");
        profile.account.saveDraft(key, "Hello Bob");
        assertEquals(
                List.of(Optional.of("Hello"), Optional.of("Hello Bob")),
                leaving().stream().map(AccountSetting::value).toList());
        assertEquals("Hello Bob", conversation(key).draft());
        profile.confirmAll(ACCOUNT, 1);
        assertEquals("Hello Bob", conversation(key).draft());
        profile.account.saveDraft(key, "Hello Bob");
        assertEquals(List.of(), leaving(), "nothing has changed");
    }

    @Test
    void draftThatWasTakenBackBeforeItLeftLeavesNothing() {
        long key = withBob();
        profile.account.saveDraft(key, "Hello");
        profile.account.saveDraft(key, "");
        assertEquals(List.of(), profile.views.outbox());
        assertEquals("", conversation(key).draft());
    }

    @Test
    void sendingClearsTheDraftEverywhere() {
        long key = withBob();
        elsewhere(1, AccountSetting.DRAFT + WITH_BOB, Optional.of("from the other device"));
        assertEquals("from the other device", conversation(key).draft());
        profile.writes.send(key, "Hello");
        assertEquals("", conversation(key).draft());
        assertEquals(List.of(new AccountSetting(AccountSetting.DRAFT + WITH_BOB, Optional.empty())), leaving());
        assertEquals(
                1,
                profile.views.outbox().stream()
                        .filter(item -> item.what() == OutboxItem.What.SETTING)
                        .count());
        profile.writes.send(key, "Again");
        assertEquals(1, leaving().size());
    }

    @Test
    void draftToANameThatIsNotLookedUpYetStaysHereUntilItIs() {
        long message = profile.writes.send("dave", "Hi");
        long key = profile.views.message(message).orElseThrow().conversation();
        profile.account.saveDraft(key, "and more");
        assertEquals("and more", conversation(key).draft());
        assertEquals(List.of(), leaving());
        profile.apply(new StoreOp.Resolve(profile.rows().getLast().key(), new Person(DAVE, "dave")));
        assertEquals("and more", conversation(key).draft());
        assertEquals(1, leaving().size());
    }

    @Test
    void muteEndsByTheServersClock() {
        long key = withBob();
        profile.account.mute(key, Optional.of(ProfileFixture.CLOCK.instant().plus(Duration.ofHours(1))));
        assertTrue(conversation(key).muted());
        profile.apply(new StoreOp.ServerTime(ProfileFixture.CLOCK.millis() + 7_200_000));
        assertFalse(conversation(key).muted());
        profile.account.mute(key, Optional.empty());
        assertTrue(conversation(key).muted());
        profile.account.unmute(key);
        assertFalse(conversation(key).muted());
    }

    @Test
    void strangersConversationIsARequestUntilItIsTakenUp() {
        long key = withBob();
        assertFalse(conversation(key).request(), "where people join by invitation nobody is a stranger");
        profile.apply(new StoreOp.Strangers(true));
        assertTrue(conversation(key).request());
        profile.account.addContact("bob", "");
        assertFalse(conversation(key).request());
        profile.account.removeContact("bob");
        assertTrue(conversation(key).request());
        profile.account.accept(key);
        profile.account.accept(key);
        assertFalse(conversation(key).request());
        assertEquals(1, conversation(key).pending());
        assertEquals(1, profile.views.messages(key, OptionalLong.empty(), 10).size(), "accepting is no line");
        profile.account.block("bob");
        assertTrue(conversation(key).blocked());
    }

    @Test
    void settingsInAnyOrderEndAsTheLastInTheLog() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var all = new ArrayList<Entry>();
            var last = new TreeMap<String, Optional<String>>();
            for (int seq = 2; seq < 40; seq++) {
                String name = "x." + seed + '.' + random.nextInt(6);
                Optional<String> value = random.nextInt(4) == 0 ? Optional.empty() : Optional.of("v" + seq);
                all.add(setting(1_000L * seed + seq, name, value));
                last.put(name, value);
            }
            Collections.shuffle(all, random);
            while (!all.isEmpty()) {
                int batch = Math.min(all.size(), 1 + random.nextInt(5));
                profile.apply(new StoreOp.PutEntries(ACCOUNT, all.subList(0, batch)));
                all.subList(0, batch).clear();
            }
            last.forEach((name, value) -> assertEquals(value, profile.views.setting(name), name));
        }
    }

    @Test
    void whatWasOverwrittenByAnEntryThatIsGoneCountsAgain() {
        elsewhere(2, AccountSetting.PRESENCE_AUDIENCE, Optional.of("contacts"));
        profile.apply(new StoreOp.PutEntries(
                ACCOUNT,
                List.of(
                        setting(3, AccountSetting.PRESENCE_AUDIENCE, Optional.of("nobody")),
                        setting(4, "other", Optional.of("x")))));
        assertEquals(Optional.of("nobody"), profile.views.setting(AccountSetting.PRESENCE_AUDIENCE));
        profile.apply(new StoreOp.BeginEpoch("e2"), new StoreOp.Displace(ACCOUNT, List.of(3L, 4L)));
        assertEquals(
                Optional.of("nobody"),
                profile.views.setting(AccountSetting.PRESENCE_AUDIENCE),
                "the user's own is queued again");
        long key = profile.row(0).key();
        profile.apply(new StoreOp.Withdrawn(key, profile.row(0).rev()));
        assertEquals(Optional.of("contacts"), profile.views.setting(AccountSetting.PRESENCE_AUDIENCE));
    }

    @Test
    void busyIsToldToTheEngine() {
        assertFalse(profile.reads.changes().busy());
        profile.account.set(AccountSetting.PRESENCE_STATUS, Optional.of("busy"));
        assertTrue(profile.reads.changes().busy());
        profile.account.set(AccountSetting.PRESENCE_STATUS, Optional.empty());
        assertFalse(profile.reads.changes().busy());
    }
}
