package dev.godwit.client.sdk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What tests share in which two people have an account and a device each, neither of them connected yet.
@SuppressWarnings("NullAway.Init") // set before each test
abstract class AliceAndBob {
    static final String PASSWORD = "password1";

    @TempDir
    Path directory;

    TestServer server;
    Godwit alice;
    Godwit bob;

    @BeforeEach
    void open() throws IOException {
        server = new TestServer();
        alice = Godwit.open(directory.resolve("alice"), server.options());
        bob = Godwit.open(directory.resolve("bob"), server.options());
        alice.register(server.address(), "alice", PASSWORD, Optional.empty());
        bob.register(server.address(), "bob", PASSWORD, Optional.empty());
    }

    @AfterEach
    void close() {
        alice.close();
        bob.close();
        server.close();
    }
}
