package dev.godwit.server.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Argon2Test {
    /// Vectors of the reference implementation (test.c): password "password", salt "somesalt".
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
            })
    void hashesOfTheReferenceImplementationAreUnderstood(String hash) {
        Argon2 parsed = Argon2.parse(hash);
        assertEquals(hash, parsed.text());
        assertTrue(parsed.matches("password".getBytes(UTF_8)));
        assertFalse(parsed.matches("Password".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$2a$10$abc", "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65", "$argon2id$v=19$m=x"})
    void otherFormsAreRefused(String hash) {
        assertThrows(IllegalArgumentException.class, () -> Argon2.parse(hash));
    }

    @Test
    void newHashMatchesItsOwnPasswordOnly() {
        byte[] salt = "0123456789abcdef".getBytes(UTF_8);
        Argon2 hash = Argon2.of("secret".getBytes(UTF_8), salt, 64, 1, 1, 32);
        assertTrue(Argon2.parse(hash.text()).matches("secret".getBytes(UTF_8)));
        assertFalse(Argon2.parse(hash.text()).matches("secret ".getBytes(UTF_8)));
    }
}
