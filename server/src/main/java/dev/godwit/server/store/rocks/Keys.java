package dev.godwit.server.store.rocks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Keys of the column families. The first character of a conversation's id says how long it is and every
/// user id is equally long, so no key is the beginning of one of another conversation.
final class Keys {
    private static final int USER_LENGTH = 27;
    private static final byte[] PERSON = {'p'};
    private static final byte[] FACT = {'f'};

    private Keys() {}

    static byte[] conversation(ConversationId conversation) {
        return conversation.value().getBytes(US_ASCII);
    }

    static byte[] user(UserId user) {
        return user.value().getBytes(US_ASCII);
    }

    /// Big-endian, so that the entries of a conversation lie in their order.
    static byte[] entry(byte[] conversation, long seq) {
        return ByteBuffer.allocate(conversation.length + Long.BYTES)
                .put(conversation)
                .putLong(seq)
                .array();
    }

    static long seqOf(byte[] entryKey) {
        return ByteBuffer.wrap(entryKey).getLong(entryKey.length - Long.BYTES);
    }

    static byte[] dedup(byte[] conversation, UserId sender, ClientMessageId id) {
        return join(conversation, (sender.value() + id.value()).getBytes(US_ASCII));
    }

    static byte[] register(byte[] conversation, String register) {
        return join(conversation, register.getBytes(UTF_8));
    }

    static byte[] cursor(ConversationId conversation, UserId user) {
        return join(conversation(conversation), user(user));
    }

    static UserId userOfCursor(byte[] cursorKey) {
        return new UserId(new String(cursorKey, cursorKey.length - USER_LENGTH, USER_LENGTH, US_ASCII));
    }

    static byte[] person(byte[] conversation, UserId user) {
        return join(join(conversation, PERSON), user(user));
    }

    static byte[] fact(byte[] conversation, String name) {
        return join(join(conversation, FACT), name.getBytes(UTF_8));
    }

    /// Whether a row of a conversation's state is about somebody; if not, it is a fact.
    static boolean isPerson(byte[] stateKey, byte[] conversation) {
        return stateKey[conversation.length] == PERSON[0];
    }

    static UserId userOfPerson(byte[] stateKey) {
        return new UserId(new String(stateKey, stateKey.length - USER_LENGTH, USER_LENGTH, US_ASCII));
    }

    static String nameOfFact(byte[] stateKey, byte[] conversation) {
        int from = conversation.length + FACT.length;
        return new String(stateKey, from, stateKey.length - from, UTF_8);
    }

    static byte[] member(UserId user, ConversationId conversation) {
        return join(user(user), conversation(conversation));
    }

    static ConversationId conversationOfMember(byte[] memberKey) {
        return new ConversationId(new String(memberKey, USER_LENGTH, memberKey.length - USER_LENGTH, US_ASCII));
    }

    static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
