package dev.godwit.client.sdk;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Notices that a network came or changed, so that what waits goes out at once and not after the rest of a
/// back-off.
///
/// The JDK has no event for it: the addresses of the interfaces are compared every two seconds.
final class NetworkWatch implements AutoCloseable {
    private static final long INTERVAL_NANOS = 2_000_000_000L;

    private final Supplier<Set<String>> addresses;
    private final Runnable back;
    private Set<String> last;
    private volatile boolean closed;

    NetworkWatch(Supplier<Set<String>> addresses, Runnable back) {
        this.addresses = addresses;
        this.back = back;
        this.last = addresses.get();
    }

    static NetworkWatch start(Runnable back) {
        var watch = new NetworkWatch(NetworkWatch::currentAddresses, back);
        Thread.ofVirtual().name("godwit-network").start(watch::run);
        return watch;
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(INTERVAL_NANOS);
            if (!closed) {
                look();
            }
        }
    }

    void look() {
        var now = addresses.get();
        boolean changed = !now.equals(last);
        last = now;
        if (changed && !now.isEmpty()) {
            back.run();
        }
    }

    private static Set<String> currentAddresses() {
        var found = new TreeSet<String>();
        try {
            NetworkInterface.networkInterfaces()
                    .filter(NetworkWatch::carriesTraffic)
                    .forEach(each -> each.inetAddresses()
                            .forEach(address -> found.add(each.getName() + ' ' + address.getHostAddress())));
        } catch (SocketException e) {
            // No interfaces to be had is the same as no network; the back-off goes on as before.
            found.clear();
        }
        return found;
    }

    private static boolean carriesTraffic(NetworkInterface each) {
        try {
            return each.isUp() && !each.isLoopback();
        } catch (SocketException goneMeanwhile) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
