package dev.godwit.protocol;

/// The name that the sending device gave an entry, unique within (conversation, sender) for ever: the key that makes
/// every retry harmless. 1–64 characters of `A–Z a–z 0–9 - _ .`; Godwit's own clients use UUIDv7 (RFC 9562).
public record ClientMessageId(String value) implements Comparable<ClientMessageId> {
    public static final int MAX_LENGTH = 64;

    public ClientMessageId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a client message id has 1 to " + MAX_LENGTH + " characters");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean known = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_'
                    || c == '.';
            if (!known) {
                throw new IllegalArgumentException("a client message id has only letters, digits, '-', '_' and '.'");
            }
        }
    }

    @Override
    public int compareTo(ClientMessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
