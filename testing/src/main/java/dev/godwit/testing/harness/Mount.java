package dev.godwit.testing.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A small file system of its own, in memory, taken away at the end.
public final class Mount implements AutoCloseable {
    private final Path path;

    private Mount(Path path) {
        this.path = path;
    }

    public static Mount ofMebibytes(int size, Path path) {
        return mount("size=" + size + "m", path);
    }

    public static Mount readOnly(Path path) {
        return mount("size=1m,ro", path);
    }

    private static Mount mount(String options, Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        run(List.of("mount", "-t", "tmpfs", "-o", options, "godwit-testing", path.toString()));
        return new Mount(path);
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        run(List.of("umount", "--lazy", path.toString()));
    }

    /// As root, or with sudo where that asks no questions; otherwise the test fails and says what it needs.
    private static void run(List<String> command) {
        var all = new ArrayList<>(command);
        if (!System.getProperty("user.name").equals("root")) {
            all.addAll(0, List.of("sudo", "-n"));
        }
        try {
            Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(
                        "This test needs the right to mount a small tmpfs (run it as root, or in a container"
                                + " with CAP_SYS_ADMIN). " + String.join(" ", all) + ": " + said);
            }
        } catch (IOException e) {
            throw new AssertionError("This test needs the command " + all.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
