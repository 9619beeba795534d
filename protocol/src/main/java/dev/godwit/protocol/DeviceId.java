package dev.godwit.protocol;

import java.util.random.RandomGenerator;

/// One signed-in device of a user; it stays the same when the device signs in again.
///
/// `v` and 26 characters of base 32 (130 random bits).
public record DeviceId(String value) implements Comparable<DeviceId> {
    public DeviceId {
        Base32.require(value, 'v', 26, "a device id");
    }

    public static DeviceId random(RandomGenerator random) {
        return new DeviceId('v' + Base32.random(random));
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
