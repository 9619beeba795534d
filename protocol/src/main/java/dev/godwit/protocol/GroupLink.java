package dev.godwit.protocol;

import java.util.random.RandomGenerator;

/// A way into a group for whoever has it.
///
/// @param code  26 characters of base 32; knowing it is all that one needs
/// @param uses  how many may still join by it; 0 for any number
/// @param until server time after which it does not work, milliseconds since 1970 UTC; 0 for always
public record GroupLink(String code, long uses, long until) {
    public GroupLink {
        Base32.require('l' + code, 'l', 26, "the code of a link");
        if (uses < 0 || until < 0) {
            throw new IllegalArgumentException("uses and until are not negative");
        }
    }

    public static String newCode(RandomGenerator random) {
        return Base32.random(random);
    }
}
