package dev.godwit.protocol;

import java.util.random.RandomGenerator;

/// A person. Random, never reused; names can change.
///
/// `u` and 26 characters of base 32 (130 random bits).
public record UserId(String value) implements Comparable<UserId> {
    public UserId {
        Base32.require(value, 'u', 26, "a user id");
    }

    public static UserId random(RandomGenerator random) {
        return new UserId('u' + Base32.random(random));
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
