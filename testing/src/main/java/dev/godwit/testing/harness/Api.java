package dev.godwit.testing.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The HTTP API, by hand.
public final class Api {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final int port;
    private final Map<String, String> headers;

    public Api(int port) {
        this(port, Map.of());
    }

    public Api(int port, Map<String, String> headers) {
        this.port = port;
        this.headers = headers;
    }

    public static Api as(int port, String token) {
        return new Api(port, Map.of("Authorization", "Bearer " + token));
    }

    public record Answer(int status, String body, Map<String, String> headers) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        /// The code of an error answer; empty for any other.
        public String errorCode() {
            return body.isEmpty() ? "" : json().path("error").path("code").asString("");
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    public Answer get(String path) {
        return exchange(request(path).GET());
    }

    public Answer delete(String path) {
        return exchange(request(path).DELETE());
    }

    public Answer post(String path, JsonNode body) {
        return post(path, body.toString().getBytes(UTF_8));
    }

    public Answer post(String path, byte[] body) {
        return exchange(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public Answer put(String path, String body) {
        return exchange(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(40));
        headers.forEach(request::header);
        return request;
    }

    private Answer exchange(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var flat = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> flat.put(name, String.join(", ", values)));
            return new Answer(response.statusCode(), response.body(), flat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
