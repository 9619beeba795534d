package dev.godwit.cli;

import dev.godwit.server.app.StartException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What tests share that run a script: each has a server of its own, on which nobody is registered yet.
abstract class WithScript {
    @TempDir
    Path directory;

    Script script;

    @BeforeEach
    void start() throws StartException {
        script = Script.in(directory);
    }

    @AfterEach
    void stop() {
        script.close();
    }
}
