package dev.godwit.testing.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/// A few plain clients and a server to which everything happens that can happen to one.
final class PlainWorld {
    private static final int USERS = 3;
    private static final int STEPS = 150;

    private final Random random;
    private final Scheduler scheduler;
    private final Trace trace;
    private final SimServer server;
    private final List<UserId> users = new ArrayList<>();
    private final Map<UserId, List<PlainClient>> clients = new LinkedHashMap<>();
    private final List<PlainClient> all = new ArrayList<>();

    PlainWorld(long seed, boolean traced) {
        random = new Random(seed);
        scheduler = new Scheduler(random);
        trace = traced ? Trace.on(scheduler::micros) : Trace.off();
        server = new SimServer(
                scheduler,
                trace,
                random,
                new SimServer.Settings(random.nextInt(3) * 0.05, random.nextBoolean(), 64, 500, 1_000));
        for (int i = 0; i < USERS; i++) {
            var user = UserId.random(random);
            users.add(user);
            server.register(user, "user" + i);
            var devices = new ArrayList<PlainClient>();
            for (int d = 0; d < 2; d++) {
                devices.add(new PlainClient(scheduler, trace, random, server, "user" + i + "-" + d, user));
            }
            clients.put(user, devices);
            all.addAll(devices);
        }
    }

    public static void main(String[] arguments) {
        System.out.println(digest(Long.parseLong(arguments[0])));
    }

    static String digest(long seed) {
        var world = new PlainWorld(seed, true);
        world.live();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(world.trace.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String trace() {
        return trace.toString();
    }

    void live() {
        server.start();
        all.forEach(PlainClient::connect);
        for (int i = 0; i < STEPS; i++) {
            step();
            scheduler.pass(random.nextInt(1, 400));
        }
        server.setFull(false);
        server.slowDisk(0);
        server.start();
        for (int i = 0; i < 60 && !isSettled(); i++) {
            scheduler.pass(2_000);
            all.forEach(PlainClient::connect);
            all.forEach(PlainClient::check);
        }
        verify();
        require(isSettled(), () -> "not everybody came to rest");
    }

    private boolean isSettled() {
        return all.stream().allMatch(client -> client.hasSentAll() && client.hasConfirmedAll());
    }

    private void step() {
        var client = all.get(random.nextInt(all.size()));
        switch (random.nextInt(24)) {
            case 0 -> die(true);
            case 1 -> die(false);
            case 2 -> server.failNextSync(random.nextBoolean());
            case 3 -> server.setFull(random.nextInt(3) == 0);
            case 4 -> server.slowDisk(random.nextInt(3) * 20_000L);
            case 5 -> server.jumpClock(random.nextInt(-100_000, 100_000));
            case 6 -> client.cut();
            case 7, 8 -> server.start();
            case 9, 10, 11, 12, 13 -> client.check();
            default -> client.write(users.get(random.nextInt(users.size())));
        }
    }

    private void die(boolean power) {
        if (!server.isUp()) {
            return;
        }
        if (power) {
            server.powerCut();
        } else {
            server.kill();
        }
        verify();
        all.forEach(PlainClient::cut);
    }

    /// What was acked stands where it was said to, and what was confirmed is known.
    private void verify() {
        var logs = server.logs();
        var cursors = server.cursors();
        clients.forEach((user, devices) -> devices.forEach(client -> {
            client.acked.forEach((conversation, ids) -> {
                var log = logs.getOrDefault(conversation, List.of());
                ids.forEach((id, seq) -> require(
                        log.size() >= seq
                                && log.get((int) (seq - 1)) instanceof Entry entry
                                && entry.seq() == seq
                                && entry.id().equals(id),
                        () -> id + " was acked as " + seq + " of " + conversation));
            });
            client.confirmed.forEach((conversation, cursor) -> {
                var known = cursors.getOrDefault(conversation, Map.of()).getOrDefault(user, Cursor.NONE);
                require(
                        known.max(cursor).equals(known),
                        () -> cursor + " of " + user + " in " + conversation + " was confirmed, and known is " + known);
            });
        }));
    }

    private static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }
}
