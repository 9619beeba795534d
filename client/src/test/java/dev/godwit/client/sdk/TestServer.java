package dev.godwit.client.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.godwit.client.sim.ModelServer;
import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.UserId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// The model server behind the SDK's two doors: its HTTP API on a real socket, its frames through a [Transport]
/// in memory that can be cut.
final class TestServer implements AutoCloseable {
    private record Person(UserId id, String name, DeviceId device) {}

    private final ModelServer model = new ModelServer(System::currentTimeMillis);
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    private final HttpServer http;
    private final Map<String, Person> tokens = new ConcurrentHashMap<>();
    private final Map<String, Person> persons = new ConcurrentHashMap<>();
    private final Random random = new Random(7);
    private final List<MemoryLink> links = new CopyOnWriteArrayList<>();
    private volatile boolean reachable = true;

    TestServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/v1/accounts", this::register);
        http.createContext("/v1/sessions", this::sessions);
        http.createContext("/v1/users", this::users);
        http.createContext("/v1/presence", this::presences);
        http.createContext(
                "/v1/server",
                exchange -> answer(
                        exchange,
                        200,
                        "{\"name\":\"godwit\",\"version\":\"t\",\"protocol\":1,\"registration\":\"open\",\"empty\":false}"));
        http.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    GodwitOptions options() {
        return GodwitOptions.defaults().withTransport(this::connect);
    }

    /// Nobody gets through, and whoever is connected is cut off.
    void tunnel(boolean inside) {
        reachable = !inside;
        if (inside) {
            links.forEach(MemoryLink::close);
        }
    }

    void revokeAll() {
        tokens.clear();
        links.forEach(MemoryLink::close);
    }

    void model(Consumer<ModelServer> work) {
        thread.execute(() -> work.accept(model));
    }

    private Transport.Link connect(URI server, String token, Transport.Listener listener) {
        var link = new MemoryLink(listener);
        links.add(link);
        thread.execute(() -> link.open(Optional.ofNullable(tokens.get(token))));
        return link;
    }

    private final class MemoryLink implements Transport.Link {
        private final Transport.Listener listener;
        private Optional<ModelServer.Session> session = Optional.empty();
        private boolean ended;

        MemoryLink(Transport.Listener listener) {
            this.listener = listener;
        }

        void open(Optional<Person> person) {
            if (person.isEmpty()) {
                end(true, "Sign in again.");
            } else if (!reachable) {
                end(false, "The server cannot be reached.");
            } else if (!ended) {
                session = Optional.of(model.connect(
                        person.get().id(), person.get().device(), frame -> {
                            if (!ended) {
                                listener.frame(ServerFrameCodec.write(frame));
                            }
                        }));
                listener.opened();
            }
        }

        private void end(boolean unauthorized, String reason) {
            if (!ended) {
                ended = true;
                session.ifPresent(ModelServer.Session::close);
                listener.closed(unauthorized, reason);
            }
        }

        @Override
        public void send(List<byte[]> frames) {
            var copy = new ArrayList<>(frames);
            thread.execute(() -> {
                for (byte[] frame : copy) {
                    if (!ended) {
                        receive(frame);
                    }
                }
            });
        }

        private void receive(byte[] frame) {
            try {
                var read = ClientFrameCodec.read(frame);
                session.ifPresent(open -> open.receive(read));
            } catch (BadFrameException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            thread.execute(() -> end(false, "Cut."));
        }
    }

    private void register(HttpExchange exchange) throws IOException {
        signIn(exchange);
    }

    private synchronized void signIn(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String name = body.replaceFirst(".*\"name\":\"([^\"]*)\".*", "$1");
        if (body.contains("\"password\":\"wrong\"")) {
            answer(
                    exchange,
                    401,
                    "{\"error\":{\"code\":\"wrong_password\",\"message\":\"No.\",\"hint\":\"Try again.\"}}");
            return;
        }
        Person person = persons.computeIfAbsent(
                name, unknown -> new Person(UserId.random(random), unknown, DeviceId.random(random)));
        String token = "token" + random.nextLong();
        tokens.put(token, person);
        answer(
                exchange,
                201,
                "{\"user\":\"%s\",\"name\":\"%s\",\"administrator\":false,\"device\":\"%s\",\"session\":\"s\",\"token\":\"%s\"}"
                        .formatted(person.id(), name, person.device(), token));
    }

    private void sessions(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST" -> signIn(exchange);
            case "DELETE" -> {
                tokens.remove(token(exchange));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            }
            default -> answer(exchange, 200, "{\"sessions\":[]}");
        }
    }

    private static String token(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Authorization").replaceFirst("Bearer ", "");
    }

    private void users(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        var found = persons.values().stream()
                .filter(person -> query.equals("name=" + person.name())
                        || query.contains("id=" + person.id().value()))
                .map(person -> "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(person.id(), person.name()))
                .toList();
        answer(exchange, 200, "{\"users\":[" + String.join(",", found) + "]}");
    }

    private void presences(HttpExchange exchange) throws IOException {
        List<UserId> asked = Arrays.stream(exchange.getRequestURI().getQuery().split("&", -1))
                .map(part -> new UserId(part.replaceFirst("id=", "")))
                .toList();
        ServerFrame.Presences known = CompletableFuture.supplyAsync(() -> model.presences(asked), thread)
                .join();
        answer(exchange, 200, new String(ServerFrameCodec.write(known), UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
        thread.shutdownNow();
    }
}
