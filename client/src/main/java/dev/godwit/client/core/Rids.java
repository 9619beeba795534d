package dev.godwit.client.core;

/// Numbers of requests: an error names no more of its request than that.
final class Rids {
    private long last;

    long next() {
        return ++last;
    }
}
