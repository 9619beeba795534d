package dev.godwit.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plays the [Story] in a directory of its own and leaves nothing behind: no process, no file.
public final class Demo {
    private Demo() {}

    /// @param keep whether to leave the directory for a look at it
    /// @return whether everything was as it must be
    public static boolean play(PrintStream out, boolean colour, Map<String, String> environment, boolean keep)
            throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("godwit-demo");
        var children = new Children(directory, environment);
        var cleaning = new Thread(() -> clean(children, directory, keep), "clean up");
        Runtime.getRuntime().addShutdownHook(cleaning);
        try {
            Story.play(directory, children, new Screen(out, colour));
            return true;
        } catch (DemoFailure e) {
            out.println();
            out.println("FAILED: " + e.getMessage());
            out.print(children.lastWords());
            return false;
        } finally {
            if (keep) {
                out.println("Everything it wrote is in " + directory);
            }
            clean(children, directory, keep);
            Runtime.getRuntime().removeShutdownHook(cleaning);
        }
    }

    private static synchronized void clean(Children children, Path directory, boolean keep) {
        children.close();
        if (keep || !Files.exists(directory)) {
            return;
        }
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + directory + " could not be removed", e);
        }
    }
}
