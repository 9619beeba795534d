package dev.godwit.client.sdk;

import java.net.http.HttpClient;
import java.time.Duration;

/// The JDK's HTTP client, one for the process, made when something first goes to the network: it reads the
/// certificates that the machine trusts, which takes longer than most of what a profile does offline.
///
/// HTTP/1.1 only: the live connection is a WebSocket, and a few small calls gain nothing from another protocol.
final class SharedHttp {
    private SharedHttp() {}

    static HttpClient client() {
        return Holder.CLIENT;
    }

    private static final class Holder {
        static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }
}
