package dev.godwit.client.sqlite;

import static dev.godwit.client.sqlite.ProfileFixture.ME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.core.StoreOp;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "State + entries = fresh state", for groups: in whatever order and batches the entries of a group come,
/// and at whatever seqs the server says how it stands, the same tables come out. A failure names its seed.
class GroupOrderTest {
    private static final int SEEDS = Integer.getInteger("godwit.seeds", 12);

    @TempDir
    Path directory;

    private static List<String> tables(ProfileFixture profile) {
        return profile.database.read(sql -> {
            var out = new ArrayList<String>();
            for (String query : List.of(
                    "SELECT 'state ' || title || '|' || coalesce(title_version, '') || '|' || history || '|' || large"
                            + " || '|' || count || '|' || role FROM group_state",
                    "SELECT 'member ' || user || ' ' || role || ' ' || since FROM member ORDER BY user",
                    "SELECT 'link ' || code || ' ' || uses || ' ' || until FROM link ORDER BY code",
                    "SELECT 'members ' || members FROM conversation")) {
                out.addAll(sql.list(query, row -> row.getString(1)));
            }
            return out;
        });
    }

    @Test
    void entriesAndViewsInAnyOrderAndInBatchesEndWithTheSameTables() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            var log = new RandomGroup(ME, random);
            log.grow(80);
            ConversationId id = log.id();
            try (var inOrder = new ProfileFixture(directory.resolve("order" + seed));
                    var shuffled = new ProfileFixture(directory.resolve("shuffled" + seed))) {
                for (Entry entry : log.entries()) {
                    inOrder.apply(new StoreOp.PutEntries(id, List.of(entry)));
                }
                var left = new ArrayList<>(log.entries());
                Collections.shuffle(left, random);
                while (!left.isEmpty()) {
                    int batch = Math.min(left.size(), 1 + random.nextInt(12));
                    shuffled.apply(new StoreOp.PutEntries(id, left.subList(0, batch)));
                    left.subList(0, batch).clear();
                    if (random.nextInt(3) == 0) {
                        long seq = 1L + random.nextInt(log.entries().size());
                        shuffled.apply(new StoreOp.SetGroup(id, log.view(seq)));
                    }
                }
                assertEquals(tables(inOrder), tables(shuffled), "seed " + seed);
                assertEquals(
                        log.members(log.entries().size()).keySet().stream()
                                .sorted()
                                .toList(),
                        shuffled.views.members(1).stream()
                                .map(member -> member.user())
                                .sorted()
                                .toList(),
                        "seed " + seed);
            }
        }
    }

    @Test
    void whatTheServerSaysAloneIsEnough() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(1_000 + seed);
            var log = new RandomGroup(ME, random);
            log.grow(60);
            long seq = 1L + random.nextInt(log.entries().size());
            try (var profile = new ProfileFixture(directory.resolve("view" + seed))) {
                profile.apply(new StoreOp.SetGroup(log.id(), log.view(seq)));
                profile.apply(new StoreOp.PutEntries(
                        log.id(), log.entries().subList((int) seq, log.entries().size())));
                var group = profile.views.conversation(1).orElseThrow().group();
                int count = log.members(log.entries().size()).size();
                // Of a large group it does not say who is in it.
                if (!log.view(seq).large()) {
                    assertEquals(count, profile.views.members(1).size(), "seed " + seed);
                    assertEquals(count, group.orElseThrow().count(), "seed " + seed);
                }
            }
        }
    }

    @Test
    void restoredServerMakesTheTablesRightAgain() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(2_000 + seed);
            var log = new RandomGroup(ME, random);
            log.grow(40);
            int same = 1 + random.nextInt(30);
            var other = log.copy(same, random);
            other.grow(40);
            ConversationId id = log.id();
            try (var restored = new ProfileFixture(directory.resolve("restored" + seed));
                    var fresh = new ProfileFixture(directory.resolve("fresh" + seed))) {
                restored.apply(
                        new StoreOp.SetGroup(id, log.view(log.entries().size())),
                        new StoreOp.PutEntries(id, log.entries()));
                var lost = new ArrayList<Long>();
                for (long seq = same + 1L; seq <= log.entries().size(); seq++) {
                    lost.add(seq);
                }
                StoreOp view =
                        new StoreOp.SetGroup(id, other.view(other.entries().size()));
                boolean early = random.nextBoolean();
                restored.apply(new StoreOp.BeginEpoch("e2"));
                if (early) {
                    restored.apply(view);
                }
                restored.apply(new StoreOp.Displace(id, lost), new StoreOp.Verified(id, same));
                restored.apply(new StoreOp.PutEntries(
                        id, other.entries().subList(same, other.entries().size())));
                restored.apply(view);
                // What was this user's own waits again, and is shown over it.
                dropWaiting(restored);
                fresh.apply(new StoreOp.PutEntries(id, other.entries()));
                assertEquals(tables(fresh), tables(restored), "seed " + seed);
            }
        }
    }

    private static void dropWaiting(ProfileFixture profile) {
        profile.views
                .outbox()
                .forEach(item -> profile.database.write(
                        sql -> sql.update("UPDATE outbox SET failed = 1 WHERE key = ?", item.key())));
    }

    @Test
    void contentThatIsNoneChangesNothing() {
        var id = ConversationId.group(ME, "n");
        try (var profile = new ProfileFixture(directory.resolve("bad"))) {
            Content broken = Content.message("not json");
            var wrong =
                    new Content("group.title", broken.target(), List.of(), List.of(), broken.expect(), broken.body());
            profile.apply(new StoreOp.PutEntries(
                    id, List.of(ProfileFixture.entry(1, UserId.random(new Random(9)), "x", wrong))));
            var line = profile.views.messages(1, OptionalLong.empty(), 5).getFirst();
            assertTrue(!line.understood() && line.change().isEmpty());
        }
    }
}
