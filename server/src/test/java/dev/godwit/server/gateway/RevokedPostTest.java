package dev.godwit.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.gateway.Authenticator.Identified;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// A POST that waits for something new, and whose sign-in is revoked meanwhile.
class RevokedPostTest {
    private static final Identified LAPTOP =
            new Identified(UserId.random(new Random(1)), DeviceId.random(new Random(2)), "sign-in");

    private final Gateway gateway = TakeoverTest.gateway(new Door(), System::nanoTime);
    private final List<String> answers = new ArrayList<>();

    private static final class Door implements Authenticator {
        @Override
        public CompletionStage<Optional<Identified>> authenticate(String token) {
            return CompletableFuture.completedStage(Optional.of(LAPTOP));
        }

        @Override
        public void used(Identified who) {}

        @Override
        public boolean hasEnded(Identified who) {
            return false;
        }
    }

    @Test
    void itIsAnsweredAtOnceAndSaysWhy() throws Exception {
        var posted = PostedFrames.read("{\"frames\":[{\"t\":\"hello\",\"version\":1}],\"wait\":20000}".getBytes(UTF_8));
        var session = new PostSession(LAPTOP, Runnable::run, bytes -> answers.add(new String(bytes, UTF_8)));
        gateway.keep(session);
        session.run(posted, assertInstanceOf(ClientFrame.Hello.class, posted.first()), gateway, (delay, task) -> {});
        assertEquals(List.of(), answers, "it waits");
        gateway.revoked("another sign-in");
        assertEquals(List.of(), answers, "it waits on");

        gateway.revoked(LAPTOP.session());
        gateway.revoked(LAPTOP.session());
        assertEquals(1, answers.size());
        assertTrue(answers.getFirst().contains("\"welcome\""), answers::getFirst);
        assertTrue(answers.getFirst().contains("\"unauthorized\""), answers::getFirst);
    }
}
