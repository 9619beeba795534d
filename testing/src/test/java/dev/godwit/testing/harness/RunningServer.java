package dev.godwit.testing.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One server for all tests of a class, with people who are signed in. Register it in a static field; what is
/// not static can then take its people at once, since instances are made when the server runs.
public final class RunningServer implements BeforeAllCallback, AfterAllCallback {
    private final List<String> names;
    private @Nullable Path directory;
    private @Nullable ServerProcess process;
    private List<Person> people = List.of();

    private RunningServer(List<String> names) {
        this.names = names;
    }

    /// The first one is the administrator.
    public static RunningServer with(String... names) {
        return new RunningServer(List.of(names));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("godwit-testing");
        process = ServerProcess.start(directory.resolve("data"));
        people = People.register(process, names.toArray(String[]::new));
    }

    /// Also runs when the start failed halfway.
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (process != null) {
            process.close();
        }
        if (directory != null) {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (var files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }

    public ServerProcess process() {
        return Objects.requireNonNull(process, "it runs from before the first test");
    }

    public int port() {
        return process().port();
    }

    public Person person(String name) {
        return people.stream()
                .filter(person -> person.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Somebody new, invited by the administrator.
    public Person join(String name) {
        return People.join(process(), name, People.invitation(process(), people.getFirst()));
    }
}
