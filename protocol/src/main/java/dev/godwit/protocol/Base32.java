package dev.godwit.protocol;

import java.util.random.RandomGenerator;

/// Lower-case Crockford base 32 without padding: safe in URLs, file names and speech, and in byte order when compared.
/// Source: Douglas Crockford, "Base 32".
final class Base32 {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    private Base32() {}

    static String encode(byte[] bytes, int length) {
        var out = new StringBuilder((length * 8 + 4) / 5);
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < length; i++) {
            buffer = (buffer << 8) | (bytes[i] & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                out.append(ALPHABET[(buffer >> bits) & 31]);
            }
        }
        if (bits > 0) {
            out.append(ALPHABET[(buffer << (5 - bits)) & 31]);
        }
        return out.toString();
    }

    /// 130 random bits as 26 characters.
    static String random(RandomGenerator random) {
        var out = new StringBuilder(26);
        for (int i = 0; i < 26; i++) {
            out.append(ALPHABET[random.nextInt(32)]);
        }
        return out.toString();
    }

    /// Throws `IllegalArgumentException` unless `text` is `prefix` followed by `length` characters of the alphabet.
    static void require(String text, char prefix, int length, String what) {
        if (text.length() != length + 1 || text.charAt(0) != prefix) {
            throw new IllegalArgumentException(what + " must be '" + prefix + "' and " + length + " characters");
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean known =
                    (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z' && c != 'i' && c != 'l' && c != 'o' && c != 'u');
            if (!known) {
                throw new IllegalArgumentException(what + " has only the characters 0-9 and a-z without i, l, o and u");
            }
        }
    }
}
