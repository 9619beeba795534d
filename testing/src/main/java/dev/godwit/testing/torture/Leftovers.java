package dev.godwit.testing.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A list on disk of what a run has started and mounted, written before it is needed: so that the next run
/// can take away what one that was killed left behind. A process is known by its id and its start, so that
/// no other one is hit.
final class Leftovers {
    private final Path list;

    /// @param home of the lists of all runs; nobody else may be able to write there
    Leftovers(Path home) {
        ProcessHandle me = ProcessHandle.current();
        this.list = privately(home).resolve("run-" + me.pid() + "-" + System.nanoTime());
        add("owner", me);
    }

    void process(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> add("process", process));
    }

    void mount(Path path) {
        add("mount " + path);
    }

    void directory(Path path) {
        add("directory " + path);
    }

    private void add(String what, ProcessHandle process) {
        process.info().startInstant().ifPresent(start -> add(what + " " + process.pid() + " " + start));
    }

    private synchronized void add(String line) {
        try {
            Files.writeString(list, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes everything on the list away, last things first, and says what there still was.
    List<String> clear() {
        return clear(list);
    }

    /// The kept directory is nobody's leftover.
    synchronized void keep(Path directory) {
        try {
            var lines = Files.readAllLines(list);
            lines.removeIf(line -> line.equals("directory " + directory));
            Files.write(list, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes away what runs left that are no more, and says what it was.
    static List<String> sweep(Path home) {
        List<Path> lists;
        try (var files = Files.list(privately(home))) {
            lists = files.filter(file -> String.valueOf(file.getFileName()).startsWith("run-"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var said = new ArrayList<String>();
        for (Path each : lists) {
            if (lines(each).stream()
                    .noneMatch(
                            line -> line.startsWith("owner ") && processOf(line).isPresent())) {
                said.addAll(clear(each));
            }
        }
        return said;
    }

    private static List<String> clear(Path list) {
        var said = new ArrayList<String>();
        for (String line : lines(list).reversed()) {
            int space = line.indexOf(' ');
            switch (line.substring(0, Math.max(0, space))) {
                case "process" ->
                    processOf(line).ifPresent(process -> {
                        end(process);
                        said.add("process " + process.pid());
                    });
                case "mount" -> {
                    Path path = Path.of(line.substring(space + 1));
                    if (isMounted(path)) {
                        Shell.ask(List.of("umount", path.toString()));
                        if (isMounted(path)) {
                            Shell.ask(List.of("umount", "--lazy", path.toString()));
                        }
                        said.add("mount " + path);
                    }
                }
                case "directory" -> {
                    Path path = Path.of(line.substring(space + 1));
                    if (Files.exists(path)) {
                        delete(path);
                        said.add("directory " + path);
                    }
                }
                default -> {}
            }
        }
        try {
            Files.deleteIfExists(list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return said;
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit()
                .completeOnTimeout(process, 10, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }

    /// The process of a line, if it is still that one.
    private static Optional<ProcessHandle> processOf(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3) {
            return Optional.empty();
        }
        Instant start = Instant.parse(words[2]);
        return ProcessHandle.of(Long.parseLong(words[1]))
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        process.info().startInstant().filter(start::equals).isPresent());
    }

    private static boolean isMounted(Path path) {
        try {
            return Files.readAllLines(Path.of("/proc/mounts")).stream()
                    .anyMatch(line -> line.contains(" " + path.toString().replace(" ", "\\040") + " "));
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> lines(Path list) {
        try {
            return Files.readAllLines(list);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What stands in the lists is killed and deleted, by root perhaps: so they must be ours.
    private static Path privately(Path home) {
        try {
            if (Files.notExists(home, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(home.toAbsolutePath().getParent());
                Files.createDirectory(
                        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Path mine = Files.createTempFile(home, "owner", "");
            boolean ours = Files.getOwner(home, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(mine))
                    && Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(home))
                            .equals("rwx------");
            Files.delete(mine);
            if (!ours) {
                throw new BrokenRun(home + " belongs to somebody else, or others may write there");
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
