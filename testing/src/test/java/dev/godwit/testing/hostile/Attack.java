package dev.godwit.testing.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// Ways to mean no good; each is one connection or a few. What the server must not do about it is an `AssertionError`;
/// that it hangs up is its good right.
enum Attack {
    /// Instead of `hello`, or as one that is damaged.
    BEFORE_HELLO {
        @Override
        void run(Target target, Random random) throws IOException {
            try (var socket = upgraded(target)) {
                socket.write(RawSocket.text(target.frames().next(random), random));
                socket.listen(20);
            }
        }
    },
    /// Damaged frames, valid ones in between, which must be answered.
    AFTER_HELLO {
        @Override
        void run(Target target, Random random) {
            try (var wire = Wire.open(
                    target.port(),
                    target.tokens().get(random.nextInt(target.tokens().size() - 1)))) {
                for (int i = random.nextInt(40); i > 0; i--) {
                    wire.sendBytes(target.frames().next(random));
                    if (random.nextInt(8) == 0) {
                        check(wire);
                    }
                }
                check(wire);
            } catch (UncheckedIOException | AssertionError e) {
                if (!mayHangUp(e)) {
                    throw e;
                }
            }
        }

        private void check(Wire wire) {
            wire.send(new ClientFrame.Check(Optional.empty()));
            wire.await(ServerFrame.Current.class);
        }

        // Invalid UTF-8 is the one fault of a frame that ends the connection.
        private boolean mayHangUp(Throwable fault) {
            return fault instanceof UncheckedIOException
                    || String.valueOf(fault.getMessage()).contains("closed (1007)")
                    || String.valueOf(fault.getMessage()).contains("not valid UTF-8");
        }
    },
    /// Everything that a WebSocket frame should not be: masks, opcodes, lengths, fragments, control frames, closes.
    BROKEN_FRAMING {
        @Override
        void run(Target target, Random random) throws IOException {
            try (var socket = upgraded(target)) {
                if (random.nextBoolean()) {
                    socket.write(RawSocket.text(hello(target.token(random)), random));
                }
                var out = new ByteArrayOutputStream();
                for (int i = 1 + random.nextInt(6); i > 0; i--) {
                    out.writeBytes(brokenFrame(random));
                }
                socket.write(out.toByteArray());
                socket.listen(20);
            }
        }
    },
    /// Valid frames, damaged below the framing.
    DAMAGED_STREAM {
        @Override
        void run(Target target, Random random) throws IOException {
            try (var socket = upgraded(target)) {
                var out = new ByteArrayOutputStream();
                out.writeBytes(RawSocket.text(hello(target.token(random)), random));
                for (int i = 1 + random.nextInt(5); i > 0; i--) {
                    out.writeBytes(RawSocket.text("{\"t\":\"check\"}".getBytes(UTF_8), random));
                }
                socket.write(target.frames().damaged(out.toByteArray(), random));
                socket.listen(20);
            }
        }
    },
    /// Half of something, and then nothing more, or a reset.
    HANGS_UP {
        @Override
        void run(Target target, Random random) throws IOException {
            var socket = random.nextBoolean() ? upgraded(target) : new RawSocket(target.port());
            byte[] whole = random.nextBoolean()
                    ? RawSocket.text(hello(target.token(random)), random)
                    : RawSocket.upgrade(target.port()).getBytes(ISO_8859_1);
            socket.write(Arrays.copyOf(whole, random.nextInt(whole.length + 1)));
            switch (random.nextInt(3)) {
                case 0 -> socket.reset();
                case 1 -> socket.finishWriting();
                default -> socket.listen(10);
            }
            socket.close();
        }
    },
    /// A request for an upgrade that is damaged, or has a body, or frames right behind it.
    UPGRADE {
        @Override
        void run(Target target, Random random) throws IOException {
            try (var socket = new RawSocket(target.port())) {
                socket.write(request(target, random));
                socket.finishWriting();
                requireNoFault(socket.readHead());
            }
        }

        private static byte[] request(Target target, Random random) {
            String head = RawSocket.upgrade(target.port());
            String withBody = head.substring(0, head.length() - 2)
                    + (random.nextBoolean()
                            ? "Content-Length: 20\r\n\r\n"
                            : "Transfer-Encoding: chunked\r\n\r\n14\r\n");
            var out = new ByteArrayOutputStream();
            switch (random.nextInt(4)) {
                case 0 -> {
                    out.writeBytes(withBody.getBytes(ISO_8859_1));
                    out.writeBytes(new byte[random.nextInt(40)]);
                }
                case 1 -> {
                    out.writeBytes(head.getBytes(ISO_8859_1));
                    out.writeBytes(RawSocket.text(hello(target.token(random)), random));
                    out.writeBytes(RawSocket.text(target.frames().next(random), random));
                }
                default -> out.writeBytes(target.frames().damaged(head.getBytes(ISO_8859_1), random));
            }
            return out.toByteArray();
        }
    },
    /// Damaged frames in a damaged body, one by one or many.
    POSTED_FRAMES {
        @Override
        void run(Target target, Random random) throws IOException {
            var body = new ByteArrayOutputStream();
            body.writeBytes("{\"frames\":[".getBytes(UTF_8));
            body.writeBytes(hello(target.token(random)));
            for (int i = random.nextInt(6); i > 0; i--) {
                body.write(',');
                body.writeBytes(target.frames().next(random));
            }
            body.writeBytes((random.nextInt(10) == 0 ? "],\"wait\":50}" : "]}").getBytes(UTF_8));
            byte[] bytes =
                    random.nextInt(3) == 0 ? target.frames().damaged(body.toByteArray(), random) : body.toByteArray();
            target.frames().notePosted(bytes);
            post(target, "POST /v1/frames", bytes, random);
        }
    },
    /// The rest of the API: damaged bodies, and queries out of all kinds of characters.
    API {
        private static final String[] ADDRESSES = {
            "POST /v1/accounts",
            "POST /v1/sessions",
            "PUT /v1/presence",
            "POST /v1/invitations",
            "DELETE /v1/sessions/",
            "GET /v1/users?name=",
            "GET /v1/users?id=",
            "GET /v1/presence?id=",
            "GET /",
            "PATCH /v1/me",
            "OPTIONS *"
        };

        @Override
        void run(Target target, Random random) throws IOException {
            String address = ADDRESSES[random.nextInt(ADDRESSES.length)];
            if (!address.startsWith("P")) {
                address += noise(random);
            }
            byte[] body =
                    "{\"name\":\"x\",\"password\":\"\",\"code\":\"\",\"state\":\"busy\",\"ttl\":5}".getBytes(UTF_8);
            post(target, address, target.frames().damaged(body, random), random);
        }

        private static String noise(Random random) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            String encoded = java.net.URLEncoder.encode(new String(bytes, ISO_8859_1), UTF_8);
            return random.nextBoolean() ? encoded : encoded.replace("%25", "%");
        }
    },
    /// A request byte by byte, which is given up at last.
    SLOW_DRIP {
        @Override
        void run(Target target, Random random) throws IOException {
            try (var socket = random.nextBoolean() ? upgraded(target) : new RawSocket(target.port())) {
                byte[] bytes = random.nextBoolean()
                        ? RawSocket.text(target.frames().next(random), random)
                        : "POST /v1/frames HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{\"frames\":["
                                .getBytes(UTF_8);
                for (int i = 0; i < Math.min(bytes.length, 40); i++) {
                    socket.write(new byte[] {bytes[i]});
                    LockSupport.parkNanos(2_000_000);
                }
            }
        }
    },
    /// Pings, or binary frames, as fast as they go, and reads nothing of what comes back.
    NEVER_READS {
        @Override
        void run(Target target, Random random) throws IOException {
            try (var socket = upgraded(target)) {
                socket.write(RawSocket.text(hello(target.token(random)), random));
                byte[] flood = flood(random.nextBoolean() ? 0x89 : 0x82, random);
                // Until then, also where the server has stopped reading and a write does not return.
                socket.closeIn(300);
                while (true) {
                    socket.write(flood);
                }
            }
        }

        private static byte[] flood(int firstByte, Random random) {
            var out = new ByteArrayOutputStream();
            for (int i = 0; i < 200; i++) {
                out.writeBytes(RawSocket.frame(firstByte, new byte[100], random));
            }
            return out.toByteArray();
        }
    },
    /// Is refused and goes on writing: must be cut off soon.
    NEVER_STOPS {
        private static final long SOON = 8_000_000_000L;

        @Override
        void run(Target target, Random random) throws IOException {
            try (var socket = upgraded(target)) {
                socket.write(RawSocket.text("{\"t\":\"check\"}".getBytes(UTF_8), random));
                byte[] more = new byte[1_000];
                long begun = System.nanoTime();
                while (System.nanoTime() - begun < SOON) {
                    socket.write(more);
                    LockSupport.parkNanos(5_000_000);
                }
            } catch (SocketException cutOff) {
                return;
            }
            throw new AssertionError("who was refused may write on for ever");
        }
    };

    /// @param tokens of hostile people, the last one of nobody
    /// @param frames what is said
    record Target(int port, List<String> tokens, HostileFrames frames) {
        String token(Random random) {
            return tokens.get(random.nextInt(tokens.size()));
        }
    }

    boolean takesSeconds() {
        return this == NEVER_STOPS || this == NEVER_READS;
    }

    abstract void run(Target target, Random random) throws IOException;

    /// Runs it; that the server hangs up, or does not answer nonsense, is no fault of it.
    void tryOn(Target target, Random random) {
        try {
            run(target, random);
        } catch (SocketException | SocketTimeoutException e) {
            // Shown the door, or waiting for an answer to what was no question.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawSocket upgraded(Target target) throws IOException {
        var socket = new RawSocket(target.port());
        socket.write(RawSocket.upgrade(target.port()));
        String head = socket.readHead();
        if (!head.contains(" 101 ")) {
            socket.close();
            throw new AssertionError("no upgrade: " + head);
        }
        return socket;
    }

    private static byte[] hello(String token) {
        return ClientFrameCodec.write(Wire.helloFrame(token));
    }

    private static void post(Target target, String address, byte[] body, Random random) throws IOException {
        try (var socket = new RawSocket(target.port())) {
            int claimed = random.nextInt(10) == 0 ? random.nextInt(2 * body.length + 1) : body.length;
            String length = random.nextInt(20) == 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + claimed;
            socket.write(
                    address + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                            + target.token(random) + "\r\n" + length + "\r\n\r\n");
            socket.write(body);
            socket.finishWriting();
            requireNoFault(socket.readResponse());
        }
    }

    private static void requireNoFault(String response) {
        if (response.startsWith("HTTP/1.1 5") && !response.contains(Code.RETRY.wire())) {
            throw new AssertionError("a fault of the server: " + response);
        }
    }

    private static byte[] brokenFrame(Random random) {
        byte[] payload = new byte[random.nextInt(200)];
        Arrays.fill(payload, (byte) ' ');
        return switch (random.nextInt(12)) {
            // Reserved bits and opcodes.
            case 0 -> RawSocket.frame(random.nextInt(256), payload, random);
            // No mask.
            case 1 -> new byte[] {(byte) 0x81, 2, '{', '}'};
            // A fragment, a control frame within the message, and its end, or none.
            case 2 -> RawSocket.frame(0x01, payload, random);
            case 3 -> RawSocket.frame(0x89, Arrays.copyOf(payload, random.nextInt(126)), random);
            case 4 -> RawSocket.frame(0x80, payload, random);
            case 5 -> RawSocket.frame(0x00, new byte[0], random);
            // A control frame that is too long, or in fragments.
            case 6 -> RawSocket.frame(0x89, new byte[126 + random.nextInt(100)], random);
            case 7 -> RawSocket.frame(0x09, new byte[3], random);
            // Lengths that lie: of exabytes, below zero, longer spelled than needed.
            case 8 ->
                new byte[] {(byte) 0x81, (byte) 0xff, (byte) random.nextInt(256), 0, 0, 0, 0, 0, 0, 9, 1, 2, 3, 4};
            case 9 -> new byte[] {(byte) 0x81, (byte) 0xfe, 0, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9};
            // Closes: with half a code, one that nobody may send, a reason that is no UTF-8.
            case 10 -> RawSocket.frame(0x88, new byte[] {(byte) random.nextInt(256)}, random);
            default ->
                RawSocket.frame(
                        0x88, new byte[] {(byte) random.nextInt(20), (byte) random.nextInt(256), (byte) 0xc3}, random);
        };
    }
}
