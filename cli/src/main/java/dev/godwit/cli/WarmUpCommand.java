package dev.godwit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.server.app.GodwitServer;
import dev.godwit.server.app.ServerConfig;
import dev.godwit.server.app.StartException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Does once what is usually done, while the JVM records which classes that takes: `./godwit` makes the
/// start-up archives from it when it builds. The side that is recorded runs in this process, the other one
/// in a child.
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    private static final int PATIENCE_SECONDS = 60;

    @Parameters(arity = "1..3", description = "client | server | talk ADDRESS CODE")
    private List<String> side = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException, StartException {
        var directory = Files.createTempDirectory("godwit-warm-up");
        try {
            return switch (side.getFirst()) {
                case "client" -> client(directory);
                case "server" -> server(directory);
                default -> talk(directory, side.get(1), side.get(2));
            };
        } finally {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static int client(Path directory) throws IOException, InterruptedException {
        var server = child(List.of(
                "serve", "--port", "0", "--data", directory.resolve("data").toString()));
        try (var lines = new Scanner(server.getInputStream(), UTF_8)) {
            var address = after("Godwit is ready at ", lines.nextLine());
            var code = after("Setup code: ", lines.nextLine());
            return talk(directory, address, code);
        } finally {
            server.destroy();
            if (!server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        }
    }

    private static int server(Path directory) throws IOException, InterruptedException, StartException {
        var config = ServerConfig.in(directory.resolve("data")).at("127.0.0.1", 0);
        try (var server = GodwitServer.start(config)) {
            var address = "http://127.0.0.1:" + server.port();
            var client =
                    child(List.of("warm-up", "talk", address, server.setupCode().orElse("")));
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
            return client.waitFor();
        }
    }

    private static int talk(Path directory, String address, String code) {
        int worst = ExitCode.OK;
        for (var command : List.of(
                List.of("register", "warm", "--server", address, "--code", code),
                List.of("send", "warm", "Written without a network"),
                List.of("outbox"),
                List.of("group", "create", "Warm group", "warm"),
                List.of("group", "add", "Warm group", "nobody"),
                List.of("sync"),
                List.of("send", "Warm group", "Another without a network"),
                List.of("send", "warm", "--json", "Another"),
                List.of("sync", "--json"),
                List.of("read", "warm"),
                List.of("read", "warm", "--json"),
                List.of("conversations"),
                List.of("conversations", "--json"),
                List.of("chat", "--lines"),
                List.of("read", "Warm group", "--reach"),
                List.of("group", "list", "--json"),
                List.of("group", "members", "Warm group"),
                List.of("contacts", "add", "somebody"),
                List.of("contacts"),
                List.of("search", "network"),
                List.of("devices"),
                List.of("whoami", "--json"))) {
            var arguments = new ArrayList<>(command);
            arguments.addAll(List.of("--profile", directory.resolve("profile").toString()));
            worst = Math.max(worst, Main.run(nobody(), arguments.toArray(String[]::new)));
        }
        return worst;
    }

    private static Terminal nobody() {
        return new Terminal(
                new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
                System.err,
                InputStream.nullInputStream(),
                Map.of("GODWIT_NO_BACKGROUND", "1", "GODWIT_PASSWORD", "only for warming up"),
                ZoneId.systemDefault(),
                false,
                question -> Optional.empty());
    }

    private static Process child(List<String> arguments) throws IOException {
        var command = new ArrayList<>(ThisProgram.command(Map.of()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    }

    private static String after(String words, String line) {
        return line.substring(line.indexOf(words) + words.length()).strip();
    }
}
