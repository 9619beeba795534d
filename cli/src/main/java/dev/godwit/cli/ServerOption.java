package dev.godwit.cli;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which server an account lives on.
final class ServerOption {
    @Option(
            names = {"-s", "--server"},
            paramLabel = "URL",
            description = "Address of the server. Default: $$GODWIT_SERVER, else http://127.0.0.1:8080.")
    @Nullable
    private String server;

    URI address(Terminal terminal) {
        var given = server != null ? server : terminal.variable("GODWIT_SERVER").orElse("http://127.0.0.1:8080");
        var whole = given.contains("://") ? given : "http://" + given;
        try {
            var address = URI.create(whole);
            var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (address.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Explained below, like an address that parses and makes no sense.
        }
        throw new Trouble(
                ExitCode.USAGE, "'" + given + "' is not the address of a server. Use one like http://127.0.0.1:8080.");
    }
}
