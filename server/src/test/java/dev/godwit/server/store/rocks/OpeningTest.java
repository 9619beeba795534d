package dev.godwit.server.store.rocks;

import static dev.godwit.server.store.Samples.ALICE_BOB;
import static dev.godwit.server.store.Samples.PAGE_BYTES;
import static dev.godwit.server.store.Samples.append;
import static dev.godwit.server.store.Samples.entry;
import static dev.godwit.server.store.Waiting.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.server.store.rocks.StoreOpenException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Why a store is not opened, in words for people.
final class OpeningTest {
    private static final Options OPTIONS = RocksUnderTest.OPTIONS;

    @TempDir
    Path temporary;

    private Path directory;

    @BeforeEach
    void begin() {
        directory = temporary.resolve("log");
        try (var store = RocksStore.open(directory, OPTIONS)) {
            await(store.log().append(append(0, entry(1))));
        }
    }

    @Test
    void newerFormatIsRefusedAndNothingIsChanged() throws IOException {
        Files.writeString(directory.resolve("FORMAT"), "3\n");
        var before = files();
        var refused = refused(Reason.NEWER_FORMAT);
        assertTrue(
                refused.startsWith("This data directory was written by a newer Godwit (format 3); this program reads "
                        + "format 2. Upgrade Godwit, nothing was changed."),
                refused);
        assertEquals(before, files());
    }

    @Test
    void storeInUseIsRefused() {
        try (var first = RocksStore.open(directory, OPTIONS)) {
            assertTrue(refused(Reason.IN_USE).contains("Another process"));
            assertEquals(2, await(first.log().append(append(1, entry(2)))));
        }
    }

    @Test
    void placeThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "not a directory");
        for (Path place : List.of(file, file.resolve("below"), Path.of("/proc/godwit"))) {
            var refused = assertThrows(StoreOpenException.class, () -> RocksStore.open(place, OPTIONS));
            assertEquals(Reason.NOT_WRITABLE, refused.reason());
            assertTrue(String.valueOf(refused.getMessage()).contains("--data"), refused::toString);
        }
    }

    @Test
    void damagedStoreIsRefused() throws IOException {
        try (var list = Files.list(directory)) {
            for (Path manifest : list.filter(
                            path -> path.getFileName().toString().startsWith("MANIFEST"))
                    .toList()) {
                Files.writeString(manifest, "scribbled over");
            }
        }
        assertTrue(refused(Reason.DAMAGED).contains("backup"));
    }

    @Test
    void storeThatVanishedIsNotQuietlyBegunAnew() throws IOException {
        Files.delete(directory.resolve("CURRENT"));
        assertTrue(refused(Reason.DAMAGED).contains("CURRENT"));
    }

    @Test
    void renewedEpochIsKeptAndNothingElseChanges() {
        String before;
        try (var store = RocksStore.open(directory, OPTIONS)) {
            before = store.log().epoch();
        }
        String renewed = RocksStore.renewEpoch(directory);
        assertNotEquals(before, renewed);
        for (int i = 0; i < 2; i++) {
            try (var store = RocksStore.open(directory, OPTIONS)) {
                assertEquals(renewed, store.log().epoch());
                assertEquals(List.of(entry(1)), await(store.log().readAfter(ALICE_BOB, 0, 10, PAGE_BYTES)));
            }
        }
    }

    @Test
    void epochIsNotRenewedWhereThereIsNoStore() {
        Path empty = temporary.resolve("empty");
        assertThrows(StoreOpenException.class, () -> RocksStore.renewEpoch(empty));
        assertTrue(Files.notExists(empty));
    }

    private String refused(Reason reason) {
        var refused = assertThrows(StoreOpenException.class, () -> RocksStore.open(directory, OPTIONS));
        assertEquals(reason, refused.reason());
        return String.valueOf(refused.getMessage());
    }

    private Map<String, String> files() throws IOException {
        var sizes = new TreeMap<String, String>();
        try (var list = Files.list(directory)) {
            for (Path path : list.toList()) {
                sizes.put(path.getFileName().toString(), Files.size(path) + " " + Files.getLastModifiedTime(path));
            }
        }
        return sizes;
    }
}
