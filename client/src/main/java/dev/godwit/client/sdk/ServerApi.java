package dev.godwit.client.sdk;

import dev.godwit.client.core.Person;
import dev.godwit.client.view.Presence;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.UserId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server's HTTP API: what is not live.
final class ServerApi implements NameService {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final String agent;

    ServerApi(String agent) {
        this.agent = agent;
    }

    /// @param token of the new session
    record SignedIn(UserId user, String name, boolean administrator, DeviceId device, String token) {}

    ServerInfo server(URI server) {
        JsonNode info = call(request(server, "/v1/server").GET());
        return new ServerInfo(
                text(info, "name"),
                text(info, "version"),
                info.path("protocol").asInt(0),
                text(info, "registration"),
                info.path("empty").asBoolean(false));
    }

    SignedIn register(URI server, String name, String password, Optional<String> code, String device) {
        Map<String, String> body = code.isPresent()
                ? Map.of("name", name, "password", password, "device", device, "code", code.get())
                : Map.of("name", name, "password", password, "device", device);
        return signedIn(call(post(request(server, "/v1/accounts"), body)));
    }

    SignedIn signIn(URI server, String name, String password, String device, Optional<DeviceId> id) {
        Map<String, String> body = id.isPresent()
                ? Map.of(
                        "name",
                        name,
                        "password",
                        password,
                        "device",
                        device,
                        "device_id",
                        id.get().value())
                : Map.of("name", name, "password", password, "device", device);
        return signedIn(call(post(request(server, "/v1/sessions"), body)));
    }

    private static SignedIn signedIn(JsonNode answer) {
        try {
            return new SignedIn(
                    new UserId(text(answer, "user")),
                    text(answer, "name"),
                    answer.path("administrator").asBoolean(false),
                    new DeviceId(text(answer, "device")),
                    text(answer, "token"));
        } catch (IllegalArgumentException e) {
            throw badAnswer(e);
        }
    }

    void signOut(URI server, String token) {
        call(signed(server, token, "/v1/sessions/current").DELETE());
    }

    List<Session> sessions(URI server, String token) {
        var out = new ArrayList<Session>();
        for (JsonNode session :
                call(signed(server, token, "/v1/sessions").GET()).path("sessions")) {
            out.add(new Session(
                    text(session, "id"),
                    device(session),
                    session.path("name").asString(""),
                    Instant.ofEpochMilli(session.path("created").asLong(0)),
                    Instant.ofEpochMilli(session.path("last_used").asLong(0)),
                    session.path("current").asBoolean(false)));
        }
        return List.copyOf(out);
    }

    private static Optional<DeviceId> device(JsonNode session) {
        try {
            return Optional.of(new DeviceId(session.path("device").asString("")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void revoke(URI server, String token, String session) {
        call(signed(server, token, "/v1/sessions/" + encoded(session)).DELETE());
    }

    Invitation invite(URI server, String token) {
        JsonNode answer = call(post(signed(server, token, "/v1/invitations"), Map.of()));
        return new Invitation(
                text(answer, "code"),
                Instant.ofEpochMilli(answer.path("expires").asLong(0)));
    }

    @Override
    public CompletableFuture<Optional<Person>> lookUp(URI server, String token, String name) {
        return persons(server, token, "name=" + encoded(name))
                .thenApply(found -> found.stream().findFirst());
    }

    @Override
    public CompletableFuture<List<Person>> describe(URI server, String token, List<UserId> users) {
        return persons(
                server, token, users.stream().map(user -> "id=" + user.value()).collect(Collectors.joining("&")));
    }

    /// @param users at most `Limits.MAX_WATCHED_USERS`
    List<Presence> presences(URI server, String token, List<UserId> users) {
        String query = users.stream().map(user -> "id=" + user.value()).collect(Collectors.joining("&"));
        var out = new ArrayList<Presence>();
        for (JsonNode presence :
                call(signed(server, token, "/v1/presence?" + query).GET()).path("users")) {
            PresenceState state =
                    PresenceState.fromWire(text(presence, "state")).orElse(PresenceState.OFFLINE);
            JsonNode seen = presence.path("seen");
            out.add(new Presence(
                    new UserId(text(presence, "user")),
                    state,
                    seen.isNumber() ? Optional.of(Instant.ofEpochMilli(seen.longValue())) : Optional.empty()));
        }
        return List.copyOf(out);
    }

    private CompletableFuture<List<Person>> persons(URI server, String token, String query) {
        HttpRequest request = signed(server, token, "/v1/users?" + query).GET().build();
        return SharedHttp.client()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> {
                    var out = new ArrayList<Person>();
                    for (JsonNode user : answer(response).path("users")) {
                        out.add(new Person(new UserId(text(user, "id")), text(user, "name")));
                    }
                    return out;
                });
    }

    private HttpRequest.Builder request(URI server, String path) {
        try {
            String base = server.toString().replaceFirst("/+$", "");
            return HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(TIMEOUT)
                    .header("User-Agent", agent)
                    .header("Accept", "application/json");
        } catch (IllegalArgumentException e) {
            throw new GodwitException(
                    GodwitException.UNREACHABLE,
                    "'" + server + "' is no server's address.",
                    "Give it as in http://127.0.0.1:8080.",
                    e);
        }
    }

    private HttpRequest.Builder signed(URI server, String token, String path) {
        return request(server, path).header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder post(HttpRequest.Builder request, Map<String, String> body) {
        return request.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private JsonNode call(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            return answer(SharedHttp.client().send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new GodwitException(
                    GodwitException.UNREACHABLE,
                    "The server at " + request.uri().getScheme() + "://"
                            + request.uri().getAuthority() + " cannot be reached.",
                    "Check the address and the network, then try again.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GodwitException(GodwitException.UNREACHABLE, "Interrupted.", "Try again.", e);
        }
    }

    private static JsonNode answer(HttpResponse<String> response) {
        JsonNode body;
        try {
            body = JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
        } catch (JacksonException e) {
            throw badAnswer(e);
        }
        if (response.statusCode() / 100 == 2) {
            return body;
        }
        JsonNode error = body.path("error");
        throw new GodwitException(
                error.path("code").asString(response.statusCode() == 401 ? "unauthorized" : GodwitException.BAD_ANSWER),
                error.path("message").asString("The server answered with status " + response.statusCode() + "."),
                error.path("hint").asString(""));
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isString()) {
            throw badAnswer(new IllegalArgumentException("field '" + name + "' is missing"));
        }
        return value.stringValue();
    }

    private static GodwitException badAnswer(Exception cause) {
        return new GodwitException(
                GodwitException.BAD_ANSWER, "That is not the answer of a Godwit server.", "Check the address.", cause);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
