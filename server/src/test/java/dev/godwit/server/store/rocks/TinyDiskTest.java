package dev.godwit.server.store.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.server.store.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that fills up: a child process gets a small file system of its own, in a mount namespace of its own.
final class TinyDiskTest {
    private static final int PATIENCE_SECONDS = 90;

    @Test
    void refusesAppendsAtTheReserveReadsOnAndRecovers(@TempDir Path mount) throws Exception {
        run("reserve", mount);
    }

    @Test
    void losesNothingWhenTheDiskIsFullToTheLastByteAndRecovers(@TempDir Path mount) throws Exception {
        run("full", mount);
    }

    private static void run(String scenario, Path mount) throws IOException, InterruptedException {
        String java = ChildJvm.command(TinyDiskChild.class, scenario, mount.toString()).stream()
                .map(argument -> "'" + argument + "'")
                .collect(Collectors.joining(" "));
        var child = new ProcessBuilder(
                        "unshare",
                        "-rm",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=96m tmpfs '" + mount + "' && exec " + java)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(mount, "child", ".out").toFile())
                .start();
        boolean ended = child.waitFor(PATIENCE_SECONDS, SECONDS);
        child.destroyForcibly().waitFor();
        try (var list = Files.list(mount)) {
            for (Path out : list.toList()) {
                String said = Files.readString(out, UTF_8);
                assertTrue(ended, () -> "not done within " + PATIENCE_SECONDS + " s: " + said);
                assertEquals(0, child.exitValue(), () -> "needs unshare(1) with user namespaces; it said: " + said);
                assertEquals(
                        List.of("done"), said.lines().filter("done"::equals).toList(), said);
            }
        }
    }
}
