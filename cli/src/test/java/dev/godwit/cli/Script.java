package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.server.app.GodwitServer;
import dev.godwit.server.app.ServerConfig;
import dev.godwit.server.app.StartException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// Commands one after the other, as a script uses them: a profile per person, and a server in this process.
final class Script implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final Path directory;
    private final GodwitServer server;

    private Script(Path directory, GodwitServer server) {
        this.directory = directory;
        this.server = server;
    }

    static Script in(Path directory) throws StartException {
        return in(directory, config -> config);
    }

    static Script in(Path directory, UnaryOperator<ServerConfig> configured) throws StartException {
        var config =
                ServerConfig.in(directory.resolve("data")).at("127.0.0.1", 0).withReserveBytes(0);
        return new Script(directory, GodwitServer.start(configured.apply(config)));
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    /// The first one is the administrator, who invites the others.
    void register(String... people) {
        var code = server.setupCode().orElseThrow();
        for (var person : people) {
            ok(person, "register", person, "--server", address(), "--code", code);
            code = field(ok(people[0], "invite", "--json"), "code");
        }
    }

    /// Another device of the same person.
    void signIn(String profile, String name) {
        ok(profile, "login", name, "--server", address());
    }

    void sync(String... profiles) {
        for (var profile : profiles) {
            ok(profile, "sync");
        }
    }

    String ok(String profile, String... command) {
        var screen = screen();
        assertEquals(ExitCode.OK, run(screen, profile, command), screen::err);
        return screen.out();
    }

    /// @return what it said to people
    String fails(int exitCode, String profile, String... command) {
        var screen = screen();
        assertEquals(exitCode, run(screen, profile, command), () -> screen.out() + screen.err());
        return screen.err();
    }

    int run(Screenful screen, String profile, String... command) {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--profile", profile(profile).toString()));
        return screen.run(arguments.toArray(String[]::new));
    }

    Path profile(String name) {
        return directory.resolve(name);
    }

    static Screenful screen() {
        return Screenful.plain().with("GODWIT_NO_BACKGROUND", "1").with("GODWIT_PASSWORD", "eleven days");
    }

    /// The value of the first field with this name.
    static String field(String json, String name) {
        int at = json.indexOf('"' + name + "\":");
        assertTrue(at >= 0, () -> "no '" + name + "' in " + json);
        var rest = json.substring(at + name.length() + 3);
        return rest.startsWith("\"") ? rest.substring(1, rest.indexOf('"', 1)) : rest.split("[,}]", 2)[0];
    }

    /// The line of several that has this in it.
    static String line(String lines, String part) {
        return lines.lines()
                .filter(each -> each.contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no '" + part + "' in " + lines));
    }

    /// For what another process does.
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not within " + BOUND);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
