package dev.godwit.server.http;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.identity.Accounts.Account;
import dev.godwit.server.identity.Accounts.Session;
import dev.godwit.server.identity.Device;
import dev.godwit.server.identity.Identity;
import dev.godwit.server.identity.SignIn;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Accounts, sign-in, sessions, looking people up, invitations.
final class AccountRoutes {
    private static final int MAX_IDS = 100;

    /// Browsers keep no cookie for longer (RFC 6265bis).
    private static final long COOKIE_SECONDS = Duration.ofDays(400).toSeconds();

    private final Identity identity;
    private final Asking asking;

    AccountRoutes(Identity identity, Asking asking) {
        this.identity = identity;
        this.asking = asking;
    }

    List<Endpoint> endpoints(Desk desk) {
        return List.of(
                Endpoint.post("/v1/accounts", desk.anybody(this::register)),
                Endpoint.post("/v1/sessions", desk.anybody(this::signIn)),
                Endpoint.get("/v1/sessions", desk.signedIn((_, session) -> list(session))),
                Endpoint.delete("/v1/sessions/:id", desk.signedIn(this::revoke)),
                Endpoint.get("/v1/me", desk.signedIn((_, session) -> me(session))),
                Endpoint.get("/v1/users", desk.signedIn((request, _) -> users(request))),
                Endpoint.post("/v1/invitations", desk.signedIn((_, session) -> invite(session)))
                        .withoutBody());
    }

    private Reply register(RoutingContext context) throws ProblemException {
        JsonBody body = JsonBody.of(context);
        String name = body.text("name");
        String password = body.text("password");
        Optional<String> code = body.optionalText("code").filter(c -> !c.isBlank());
        Device device = new Device(Optional.empty(), deviceName(body));
        boolean cookie = cookieWanted(context.request(), body);
        return outcome(
                identity.register(name, password, code, device, asking.remote(context.request())),
                context.request(),
                cookie);
    }

    private Reply signIn(RoutingContext context) throws ProblemException {
        JsonBody body = JsonBody.of(context);
        String name = body.text("name");
        String password = body.text("password");
        Device device = new Device(body.optionalId("device_id", DeviceId::new), deviceName(body));
        boolean cookie = cookieWanted(context.request(), body);
        return outcome(
                identity.signIn(name, password, device, asking.remote(context.request())), context.request(), cookie);
    }

    /// A foreign page must not sign its visitor in as somebody else.
    private boolean cookieWanted(HttpServerRequest request, JsonBody body) throws ProblemException {
        boolean cookie = body.flag("cookie");
        if (cookie && asking.isForeign(request)) {
            throw new ProblemException(Problem.FOREIGN_ORIGIN, "A page of another origin asked for a cookie.");
        }
        return cookie;
    }

    private static String deviceName(JsonBody body) throws ProblemException {
        String name = body.optionalText("device").map(String::strip).orElse("");
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw body.wrong("device", "must have no control characters");
        }
        if (name.codePointCount(0, name.length()) > Device.MAX_NAME) {
            throw body.wrong("device", "must have at most " + Device.MAX_NAME + " characters");
        }
        return name.isEmpty() ? "Unnamed device" : name;
    }

    private Reply outcome(SignIn outcome, HttpServerRequest request, boolean cookie) {
        return switch (outcome) {
            case SignIn.SignedIn in -> signedIn(in, request, cookie);
            case SignIn.BadName(String rule) -> Problem.BAD_NAME.reply(rule);
            case SignIn.WeakPassword(String rule) -> Problem.WEAK_PASSWORD.reply(rule);
            case SignIn.NameTaken _ -> Problem.NAME_TAKEN.reply("Somebody has this name already.");
            case SignIn.NameLooksTaken _ ->
                Problem.NAME_TAKEN.reply("Somebody has a name that looks the same, and people could mix you up.");
            case SignIn.InvitationNeeded _ ->
                Problem.INVITATION_NEEDED.reply("Joining this server takes an invitation that has not been used.");
            case SignIn.WrongPassword _ -> Problem.WRONG_PASSWORD.reply("The name or the password is wrong.");
            case SignIn.Throttled(Duration retryAfter) -> throttled(retryAfter);
        };
    }

    private static Reply throttled(Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return Problem.THROTTLED
                .reply("Too many attempts. The next one counts in " + seconds + " s.")
                .with("Retry-After", Long.toString(seconds));
    }

    private Reply signedIn(SignIn.SignedIn in, HttpServerRequest request, boolean cookie) {
        Reply reply = Reply.json(201, json -> {
            json.writeStartObject();
            json.writeStringProperty("user", in.account().id().value());
            json.writeStringProperty("name", in.account().name());
            json.writeBooleanProperty("administrator", in.account().administrator());
            json.writeStringProperty("device", in.session().device().value());
            json.writeStringProperty("session", in.session().id());
            if (!cookie) {
                json.writeStringProperty("token", in.token());
            }
            json.writeEndObject();
        });
        return cookie ? reply.with("Set-Cookie", cookie(in.token(), COOKIE_SECONDS, request)) : reply;
    }

    private String cookie(String value, long seconds, HttpServerRequest request) {
        return Asking.COOKIE + "=" + value + "; HttpOnly; SameSite=Strict; Path=/; Max-Age=" + seconds
                + (asking.isSecure(request) ? "; Secure" : "");
    }

    private Reply list(Session current) {
        List<Session> sessions = identity.sessions(current.user());
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("sessions");
            for (Session session : sessions) {
                json.writeStartObject();
                json.writeStringProperty("id", session.id());
                json.writeStringProperty("device", session.device().value());
                json.writeStringProperty("name", session.deviceName());
                json.writeNumberProperty("created", session.created().toEpochMilli());
                json.writeNumberProperty("last_used", session.lastUsed().toEpochMilli());
                json.writeBooleanProperty("current", session.id().equals(current.id()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Reply revoke(RoutingContext context, Session current) throws ProblemException {
        String named = context.pathParam("id");
        String id = named.equals("current") ? current.id() : named;
        if (!identity.revoke(current.user(), id)) {
            throw new ProblemException(Problem.NOT_FOUND, "You have no such session.");
        }
        Reply done = Reply.nothing();
        return id.equals(current.id()) ? done.with("Set-Cookie", cookie("", 0, context.request())) : done;
    }

    private Reply me(Session session) throws ProblemException {
        Optional<Account> account = identity.account(session.user());
        if (account.isEmpty()) {
            throw new ProblemException(Problem.NOT_FOUND, "This account does not exist any more.");
        }
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringProperty("user", account.get().id().value());
            json.writeStringProperty("name", account.get().name());
            json.writeBooleanProperty("administrator", account.get().administrator());
            json.writeStringProperty("device", session.device().value());
            json.writeStringProperty("session", session.id());
            json.writeEndObject();
        });
    }

    private Reply users(RoutingContext context) throws ProblemException {
        List<String> names = context.queryParam("name");
        List<String> ids = context.queryParam("id");
        if (names.isEmpty() && ids.isEmpty()) {
            throw new ProblemException(Problem.BAD_REQUEST, "Name a person by ?name= or ?id=.");
        }
        if (names.size() > 1 || ids.size() > MAX_IDS) {
            throw new ProblemException(
                    Problem.BAD_REQUEST, "At most one name and " + MAX_IDS + " ids can be asked for at once.");
        }
        Map<UserId, Account> found = new LinkedHashMap<>();
        for (String name : names) {
            identity.account(name).ifPresent(account -> found.put(account.id(), account));
        }
        for (Account account : identity.accounts(wellFormed(ids))) {
            found.put(account.id(), account);
        }
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("users");
            for (Account account : found.values()) {
                json.writeStartObject();
                json.writeStringProperty("id", account.id().value());
                json.writeStringProperty("name", account.name());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /// What cannot be an id is nobody's, like an id that nobody has.
    static List<UserId> wellFormed(List<String> ids) {
        return ids.stream().flatMap(id -> userId(id).stream()).toList();
    }

    private static Optional<UserId> userId(String text) {
        try {
            return Optional.of(new UserId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Reply invite(Session session) throws ProblemException {
        var invitation = identity.invite(session.user());
        if (invitation.isEmpty()) {
            throw new ProblemException(Problem.ADMINISTRATORS_ONLY, "Only administrators invite people here.");
        }
        return Reply.json(201, json -> {
            json.writeStartObject();
            json.writeStringProperty("code", invitation.get().code());
            json.writeNumberProperty("expires", invitation.get().expires().toEpochMilli());
            json.writeEndObject();
        });
    }
}
