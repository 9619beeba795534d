package dev.godwit.server.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// Makes what only its holder may know, and the hashes under which the store keeps it.
final class Secrets {
    private static final char[] CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

    private Secrets() {}

    /// 256 random bits as base64url.
    static String token(RandomGenerator random) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// 100 random bits; names a session, opens nothing.
    static String sessionId(RandomGenerator random) {
        return 's' + characters(random, 20).toLowerCase(Locale.ROOT);
    }

    /// Made to be read aloud and typed: 60 random bits like `7K3Q-9XWM-2FHT`.
    static String code(RandomGenerator random) {
        return characters(random, 4) + '-' + characters(random, 4) + '-' + characters(random, 4);
    }

    /// Forgives case, spaces, dashes and the letters that look like digits (Crockford's base 32).
    static String codeHash(String typed) {
        var plain = new StringBuilder(12);
        for (char c : typed.toUpperCase(Locale.ROOT).toCharArray()) {
            switch (c) {
                case ' ', '-' -> {}
                case 'O' -> plain.append('0');
                case 'I', 'L' -> plain.append('1');
                default -> plain.append(c);
            }
        }
        return hash(plain.toString());
    }

    /// A plain hash is enough for random secrets: there is nothing to guess.
    static String hash(String secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String characters(RandomGenerator random, int count) {
        var out = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            out.append(CROCKFORD[random.nextInt(CROCKFORD.length)]);
        }
        return out.toString();
    }
}
