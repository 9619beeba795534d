package dev.godwit.server.app;

import dev.godwit.server.gateway.GatewayLimits;
import dev.godwit.server.identity.RegistrationPolicy;
import dev.godwit.server.log.LogLimits;
import java.nio.file.Path;
import java.util.List;

/// How to run one server.
///
/// @param data          directory of everything that the server keeps
/// @param port          0 for any free one
/// @param reserveBytes  sends are refused while less than this is free on the disk
/// @param publicOrigins origins from which browsers may come, besides the server's own address (behind a proxy)
/// @param behindProxy   whether `X-Forwarded-*` headers come from a proxy of the operator's own
public record ServerConfig(
        Path data,
        String host,
        int port,
        RegistrationPolicy registration,
        long reserveBytes,
        List<String> publicOrigins,
        boolean behindProxy,
        GatewayLimits limits,
        LogLimits logLimits) {
    public static final int MAX_LARGE_GROUPS_FROM = LogLimits.MAX_LARGE_FROM;

    public static final long DEFAULT_RESERVE_BYTES = 256L * 1024 * 1024;

    public ServerConfig {
        publicOrigins = List.copyOf(publicOrigins);
    }

    public static ServerConfig in(Path data) {
        return new ServerConfig(
                data,
                "127.0.0.1",
                8080,
                RegistrationPolicy.INVITATION,
                DEFAULT_RESERVE_BYTES,
                List.of(),
                false,
                GatewayLimits.DEFAULT,
                LogLimits.DEFAULT);
    }

    public ServerConfig at(String newHost, int newPort) {
        return new ServerConfig(
                data, newHost, newPort, registration, reserveBytes, publicOrigins, behindProxy, limits, logLimits);
    }

    /// Anybody who can reach the server may make an account.
    public ServerConfig openToStrangers() {
        return new ServerConfig(
                data, host, port, RegistrationPolicy.OPEN, reserveBytes, publicOrigins, behindProxy, limits, logLimits);
    }

    public ServerConfig withReserveBytes(long newReserve) {
        return new ServerConfig(
                data, host, port, registration, newReserve, publicOrigins, behindProxy, limits, logLimits);
    }

    public ServerConfig behindProxyAt(List<String> origins) {
        return new ServerConfig(data, host, port, registration, reserveBytes, origins, true, limits, logLimits);
    }

    public ServerConfig with(GatewayLimits newLimits) {
        return new ServerConfig(
                data, host, port, registration, reserveBytes, publicOrigins, behindProxy, newLimits, logLimits);
    }

    /// @param members from which on a group is large, at most [#MAX_LARGE_GROUPS_FROM]
    public ServerConfig withLargeGroupsFrom(int members) {
        if (members > MAX_LARGE_GROUPS_FROM) {
            throw new IllegalArgumentException("at most " + MAX_LARGE_GROUPS_FROM + ": " + members);
        }
        return new ServerConfig(
                data,
                host,
                port,
                registration,
                reserveBytes,
                publicOrigins,
                behindProxy,
                limits,
                new LogLimits(members));
    }
}
