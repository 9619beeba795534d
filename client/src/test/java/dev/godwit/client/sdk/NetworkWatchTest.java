package dev.godwit.client.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NetworkWatchTest {
    private final AtomicReference<Set<String>> addresses = new AtomicReference<>(Set.of("wlan0 192.0.2.1"));
    private final AtomicInteger told = new AtomicInteger();
    private final NetworkWatch watch = new NetworkWatch(addresses::get, told::incrementAndGet);

    @Test
    void networkThatComesBackIsToldOnceAndOneThatGoesIsNot() {
        watch.look();
        assertEquals(0, told.get());
        addresses.set(Set.of());
        watch.look();
        assertEquals(0, told.get());
        addresses.set(Set.of("wlan0 192.0.2.1"));
        watch.look();
        watch.look();
        assertEquals(1, told.get());
    }

    @Test
    void anotherNetworkIsTold() {
        addresses.set(Set.of("eth0 198.51.100.7"));
        watch.look();
        assertEquals(1, told.get());
    }
}
