package dev.godwit.server.http;

import dev.godwit.server.identity.Identity;
import dev.godwit.server.identity.MovableClock;
import dev.godwit.server.identity.RegistrationPolicy;
import dev.godwit.server.identity.sql.SqlAccounts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// The API on a real socket with a real database, and a client for it.
final class ApiServer implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    final MovableClock clock = new MovableClock();
    final Identity identity;
    final HttpApi api;
    final ApiPresence presence = new ApiPresence();
    private final SqlAccounts accounts;
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private boolean stopped;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    ApiServer(Path directory, RegistrationPolicy policy) {
        this(directory, policy, new Asking(List.of("https://chat.example.org"), false));
    }

    ApiServer(Path directory, RegistrationPolicy policy, Asking asking) {
        accounts = SqlAccounts.open(directory.resolve("identity.db"), clock);
        identity = new Identity(accounts, policy, clock, new SecureRandom(), blocking);
        api = new HttpApi(
                identity,
                asking,
                "1.2.3",
                request -> request.response().setStatusCode(200).end("connect"),
                request -> {
                    throw new IllegalStateException("a fault in the gateway");
                },
                presence,
                WebFiles.at("/dev/godwit/server/http/app/"),
                blocking);
        server = vertx.createHttpServer().requestHandler(api.router(vertx));
        await(server.listen(0, "127.0.0.1"));
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    int port() {
        return server.actualPort();
    }

    String origin() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(origin() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        var all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return send("POST", path, body, all);
    }

    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return send("GET", path, "", "Authorization", "Bearer " + token);
    }

    HttpResponse<String> delete(String path, String token) throws IOException, InterruptedException {
        return send("DELETE", path, "", "Authorization", "Bearer " + token);
    }

    JsonNode register(String name, String code) throws IOException, InterruptedException {
        var answer = post(
                "/v1/accounts",
                "{\"name\":\"%s\",\"password\":\"%s\",\"code\":\"%s\",\"device\":\"laptop\"}"
                        .formatted(name, PASSWORD, code));
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return json(answer);
    }

    HttpResponse<String> signIn(String name, String password) throws IOException, InterruptedException {
        return post("/v1/sessions", "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonBody.MAPPER.readTree(answer.body());
    }

    static String code(HttpResponse<String> answer) {
        JsonNode error = json(answer).path("error");
        if (error.path("message").asString("").isEmpty()
                || error.path("hint").asString("").isEmpty()) {
            throw new AssertionError("an error needs a message and a hint: " + answer.body());
        }
        return answer.statusCode() + " " + error.path("code").asString("");
    }

    /// Ends its event loops; may be called before [#close].
    void stopListening() {
        if (!stopped) {
            stopped = true;
            await(server.close());
            await(vertx.close());
        }
    }

    @Override
    public void close() {
        stopListening();
        identity.close();
        blocking.close();
        accounts.close();
        presence.close();
        client.close();
    }
}
