package dev.godwit.cli;

import dev.godwit.server.app.GodwitServer;
import dev.godwit.server.app.ServerConfig;
import dev.godwit.server.app.StartException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        header = "Run a server.",
        description = {
            "Everything is in this one process and in the data directory. It prints one line with its address when it is "
                    + "ready; on an empty store it also prints a code with which the first account is made.",
            "Ctrl-C or SIGTERM stops it in an orderly way."
        })
final class ServeCommand extends GodwitCommand {
    private static final long MIB = 1024 * 1024;

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept. Default: ${DEFAULT-VALUE}.")
    private Path data = Path.of("data");

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "Address to listen on. Default: ${DEFAULT-VALUE}, reachable from this machine only.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen on; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port = 8080;

    @Option(
            names = "--registration",
            paramLabel = "MODE",
            description = "Who may make an account: 'invitation' (with a code) or 'open' (everybody). "
                    + "Default: ${DEFAULT-VALUE}.")
    private String registration = "invitation";

    @Option(
            names = "--reserve",
            paramLabel = "MIB",
            description = "Refuse new messages while less than this is free on the disk. Default: 256.")
    @Nullable
    private Long reserve;

    @Option(
            names = "--public-origin",
            paramLabel = "URL",
            description = "Address under which browsers reach this server through a proxy of yours, for example "
                    + "https://chat.example.org; may be given more than once.")
    private List<String> publicOrigins = List.of();

    @Option(
            names = "--large-groups-from",
            paramLabel = "N",
            description =
                    "Members from which on a group's posts are fetched by whoever looks, instead of being sent to "
                            + "each member. Default: 500.")
    @Nullable
    private Integer largeGroupsFrom;

    ServeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerLogging.configure();
        var config = config();
        var shutdown = Shutdown.listen();
        try (var server = GodwitServer.start(config)) {
            announce(server);
            shutdown.await();
        } catch (StartException e) {
            shutdown.finished();
            throw new Trouble(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
        shutdown.finished();
        return ExitCode.OK;
    }

    private void announce(GodwitServer server) {
        var name = host.contains(":") ? '[' + host + ']' : host;
        var address = "http://" + name + ':' + server.port();
        terminal.out().println("Godwit is ready at " + address);
        server.setupCode().ifPresent(code -> {
            terminal.out().println("Setup code: " + code);
            terminal.out()
                    .println("Make the first account with it: ./godwit register NAME --server " + address + " --code "
                            + code);
        });
        terminal.out().flush();
    }

    private ServerConfig config() {
        if (port < 0 || port > 65_535) {
            throw new Trouble(ExitCode.USAGE, "There is no port " + port + ". Use 1 to 65535, or 0 for a free one.");
        }
        var config = withRegistration(ServerConfig.in(data).at(host, port));
        if (reserve != null) {
            if (reserve < 0 || reserve > Long.MAX_VALUE / MIB) {
                throw new Trouble(ExitCode.USAGE, "--reserve takes a number of MiB, like 256.");
            }
            config = config.withReserveBytes(reserve * MIB);
        }
        if (largeGroupsFrom != null) {
            if (largeGroupsFrom < 2 || largeGroupsFrom > ServerConfig.MAX_LARGE_GROUPS_FROM) {
                throw new Trouble(
                        ExitCode.USAGE,
                        "--large-groups-from takes a number of members from 2 to " + ServerConfig.MAX_LARGE_GROUPS_FROM
                                + ".");
            }
            config = config.withLargeGroupsFrom(largeGroupsFrom);
        }
        return publicOrigins.isEmpty() ? config : config.behindProxyAt(publicOrigins);
    }

    private ServerConfig withRegistration(ServerConfig config) {
        return switch (registration.toLowerCase(Locale.ROOT)) {
            case "invitation" -> config;
            case "open" -> config.openToStrangers();
            default -> throw new Trouble(ExitCode.USAGE, "--registration is 'invitation' or 'open'.");
        };
    }
}
