package dev.godwit.testing.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where one of the victims keeps its data: a file system of its own, so that it can be filled up, where
/// the machine allows that. It takes no more of the real disk than what is written to it.
final class Disk implements AutoCloseable {
    /// How its end is brought about.
    enum Kind {
        /// ext4 in a file; a filler takes the room.
        LOOP,
        /// In memory; made smaller.
        MEMORY,
        /// A directory like any other: cannot be full.
        PLAIN
    }

    private static final long MIB = 1 << 20;

    private final Path path;
    private final Kind kind;
    private final int mebibytes;

    private Disk(Path path, Kind kind, int mebibytes) {
        this.path = path;
        this.kind = kind;
        this.mebibytes = mebibytes;
    }

    static Disk plain(Path path) {
        directory(path);
        return new Disk(path, Kind.PLAIN, 0);
    }

    static Disk ofItsOwn(Path path, Kind kind, int mebibytes, Leftovers leftovers) {
        directory(path);
        switch (kind) {
            case LOOP -> {
                String image = path + ".img";
                Shell.run("truncate", "-s", mebibytes + "M", image);
                Shell.run("mkfs.ext4", "-q", "-F", "-m", "0", "-N", "20000", "-J", "size=16", image);
                leftovers.mount(path);
                Shell.run("mount", "-o", "loop", image, path.toString());
            }
            case MEMORY -> {
                leftovers.mount(path);
                Shell.run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "godwit-torture", path.toString());
            }
            case PLAIN -> {}
        }
        return new Disk(path, kind, mebibytes);
    }

    private static void directory(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    boolean canBeFull() {
        return kind != Kind.PLAIN;
    }

    /// Leaves at most this much room.
    void fill(long leave) {
        try {
            long free = Files.getFileStore(path).getUsableSpace();
            if (kind == Kind.MEMORY) {
                long used = Files.getFileStore(path).getTotalSpace() - free;
                Shell.run("mount", "-o", "remount,size=" + Math.max(4_096, used + leave), path.toString());
                return;
            }
            // What a file system promises and what it gives are not the same in the end.
            for (long more = free - leave; more > 64 * 1024; more = Math.min(more / 2, usable() - leave)) {
                Path filler = path.resolve("filler-" + System.nanoTime());
                Shell.ask(List.of("fallocate", "-l", Long.toString(more), filler.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long usable() throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    /// There is room again.
    void relieve() {
        if (kind == Kind.MEMORY) {
            Shell.run("mount", "-o", "remount,size=" + mebibytes + "m", path.toString());
        } else if (kind == Kind.LOOP) {
            try (var files = Files.newDirectoryStream(path, "filler-*")) {
                for (Path filler : files) {
                    Files.delete(filler);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Free room where all of this lies in the end.
    static long freeMebibytes(Path anywhere) {
        try {
            return Files.getFileStore(anywhere).getUsableSpace() / MIB;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (kind != Kind.PLAIN && !Shell.has("umount", path.toString())) {
            Shell.run("umount", "--lazy", path.toString());
        }
    }
}
