package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Names one durable log. The first character says which kind, so that a device can make the id offline:
///
/// - `d…` a 1:1 conversation: a hash of its two members, so both arrive at the same one without asking anybody;
/// - `g…` a group: a hash of its creator and a nonce, so nobody can take an id that another made offline;
/// - `a…` an account log: its only member is the user whose id follows.
public record ConversationId(String value) implements Comparable<ConversationId> {
    private static final int HASHED_BYTES = 20;
    private static final int HASHED_LENGTH = 32;

    public ConversationId {
        switch (value.isEmpty() ? ' ' : value.charAt(0)) {
            case 'd' -> Base32.require(value, 'd', HASHED_LENGTH, "a 1:1 conversation's id");
            case 'g' -> Base32.require(value, 'g', HASHED_LENGTH, "a group's id");
            case 'a' -> Base32.require(value, 'a', 26, "an account log's id");
            default -> throw new IllegalArgumentException("a conversation id begins with 'd', 'g' or 'a'");
        }
    }

    /// The one conversation of these two; of a user with themselves: notes to self.
    public static ConversationId direct(UserId one, UserId other) {
        boolean inOrder = one.compareTo(other) <= 0;
        var low = inOrder ? one : other;
        var high = inOrder ? other : one;
        return hashed('d', "godwit direct v1\n" + low + '\n' + high);
    }

    public static ConversationId group(UserId creator, String nonce) {
        return hashed('g', "godwit group v1\n" + creator + '\n' + nonce);
    }

    public static ConversationId account(UserId user) {
        return new ConversationId('a' + user.value().substring(1));
    }

    public ConversationType type() {
        return switch (value.charAt(0)) {
            case 'd' -> ConversationType.DIRECT;
            case 'g' -> ConversationType.GROUP;
            default -> ConversationType.ACCOUNT;
        };
    }

    private static ConversationId hashed(char prefix, String input) {
        return new ConversationId(prefix + Base32.encode(Sha256.of(input.getBytes(UTF_8)), HASHED_BYTES));
    }

    @Override
    public int compareTo(ConversationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
