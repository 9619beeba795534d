package dev.godwit.server.http;

import dev.godwit.server.identity.Identity;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/// The HTTP API: everything that is not live, the door to what is, and behind them the web app.
public final class HttpApi {
    private static final int MAX_BODY = 64 * 1024;

    private final List<Endpoint> endpoints;
    private final WebApp web;

    /// @param version  of the server, for people
    /// @param connect  takes the upgrade of `GET /v1/connect`
    /// @param frames   takes `POST /v1/frames`, and reads and bounds its body itself
    /// @param presence who is there
    /// @param web      what browsers get
    /// @param blocking runs what waits for the store or hashes; virtual threads
    public HttpApi(
            Identity identity,
            Asking asking,
            String version,
            Handler<RoutingContext> connect,
            Handler<RoutingContext> frames,
            WhoIsThere presence,
            WebFiles web,
            Executor blocking) {
        var desk = new Desk(identity, asking, blocking);
        var all = new ArrayList<Endpoint>();
        all.add(Endpoint.get("/v1/connect", connect));
        all.add(Endpoint.post("/v1/frames", frames).withoutBody());
        all.addAll(new AccountRoutes(identity, asking).endpoints(desk));
        all.addAll(new PresenceRoutes(presence).endpoints(desk));
        all.addAll(new ServerRoutes(identity, version).endpoints(desk));
        this.endpoints = List.copyOf(all);
        this.web = new WebApp(web);
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    public Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(HttpApi::secure);
        BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY);
        for (Endpoint endpoint : endpoints) {
            if (endpoint.body()) {
                // A route of its own: Vert.x wants body handlers first in theirs.
                router.route(endpoint.method(), endpoint.path()).handler(HttpApi::requireJson);
            }
            var route = router.route(endpoint.method(), endpoint.path());
            if (endpoint.method().equals(HttpMethod.GET) && !endpoint.path().equals("/v1/connect")) {
                route.method(HttpMethod.HEAD);
            }
            if (endpoint.body()) {
                route.handler(body);
            }
            route.handler(endpoint.handler());
        }
        methodsByPath()
                .forEach((path, allowed) -> router.route(path)
                        .handler(request -> Problem.METHOD_NOT_ALLOWED
                                .reply("This address takes " + allowed + ".")
                                .with("Allow", allowed)
                                .send(request)));
        web.mount(router);
        refuseOn(router, 400, Problem.BAD_REQUEST, "The request could not be read.");
        refuseOn(router, 404, Problem.NOT_FOUND, "There is nothing at this address.");
        refuseOn(router, 405, Problem.METHOD_NOT_ALLOWED, "This address does not take this method.");
        refuseOn(router, 413, Problem.TOO_LARGE, "The body is larger than " + MAX_BODY / 1024 + " KiB.");
        // What a body handler fails with when the connection breaks within the body: nobody is there to be answered.
        router.errorHandler(200, request -> request.request().connection().close());
        router.errorHandler(500, request -> {
            Throwable fault = request.failure();
            Desk.fault(request, fault == null ? new IllegalStateException("no cause given") : fault)
                    .send(request);
        });
        return router;
    }

    private Map<String, String> methodsByPath() {
        return endpoints.stream()
                .collect(Collectors.groupingBy(
                        Endpoint::path,
                        LinkedHashMap::new,
                        Collectors.mapping(endpoint -> endpoint.method().name(), Collectors.joining(", "))));
    }

    private static void refuseOn(Router router, int status, Problem problem, String message) {
        router.errorHandler(status, request -> problem.reply(message).send(request));
    }

    /// Pages may neither guess types nor frame, cache or script what comes from here; a page of our own
    /// says otherwise for itself.
    private static void secure(RoutingContext request) {
        HttpServerResponse response = request.response();
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.putHeader("Referrer-Policy", "no-referrer");
        response.putHeader("Cache-Control", "no-store");
        request.next();
    }

    /// Also keeps forms of foreign pages out: they cannot send this type without asking first.
    private static void requireJson(RoutingContext request) {
        String type = request.request().getHeader("Content-Type");
        String plain = type == null ? "" : type.toLowerCase(Locale.ROOT).replace(" ", "");
        if (plain.equals("application/json") || plain.equals("application/json;charset=utf-8")) {
            request.next();
            return;
        }
        Problem.UNSUPPORTED_MEDIA_TYPE.reply("The body must be JSON in UTF-8.").send(request);
    }
}
