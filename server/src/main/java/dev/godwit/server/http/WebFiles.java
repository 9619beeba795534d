package dev.godwit.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The files of the web app, as its build left them on the class path: `files.txt` there lists them, one a line: path,
/// fingerprint, and whether a `.gz` lies beside it. All of them together are some two megabytes; each is read when it
/// is
/// first asked for.
public final class WebFiles {
    private static final String ROOT = "/dev/godwit/web/";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private final String root;
    private final Map<String, File> files;

    private WebFiles(String root, Map<String, File> files) {
        this.root = root;
        this.files = files;
    }

    /// @param path below the root, without a slash before it
    /// @param tag  changes when its bytes do
    record File(String path, String tag, boolean zipped) {
        String type() {
            return TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
        }
    }

    /// Those of this build. It may have none: then there are none.
    public static WebFiles builtIn() {
        return at(ROOT);
    }

    static WebFiles at(String root) {
        Optional<byte[]> list = read(root + "files.txt");
        var files = new LinkedHashMap<String, File>();
        if (list.isPresent()) {
            new String(list.get(), UTF_8).lines().forEach(line -> {
                String[] parts = line.split(" ", -1);
                files.put(parts[0], new File(parts[0], parts[1], parts[2].equals("gzip")));
            });
        }
        return new WebFiles(root, Map.copyOf(files));
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    Optional<File> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /// @param zipped only where the file is
    byte[] bytes(File file, boolean zipped) {
        String path = root + file.path() + (zipped ? ".gz" : "");
        return read(path).orElseThrow(() -> new IllegalStateException(path + " is listed and not there"));
    }

    private static Optional<byte[]> read(String path) {
        try (InputStream in = WebFiles.class.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
