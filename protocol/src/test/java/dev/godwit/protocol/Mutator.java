package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Damages bytes the way a fuzzer does that knows JSON: by bytes, by tokens, by parts of others. The same random
/// generator, the same damage.
///
/// Nothing here needs the bytes to be JSON, or text.
public final class Mutator {
    /// More than a socket would take at once, and enough to be dear where something is not bounded.
    private static final int LONGEST = 256 * 1024;

    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "null",
        "true",
        "false",
        "\"\"",
        "{}",
        "[]",
        "[{}]",
        "[[]]",
        "[null]",
        "\"t\"",
        "\"id\"",
        "\"rid\"",
        "\"body\"",
        "\"skip\"",
        "\"receipts\"",
        "\"conversation\"",
        "\"__proto__\"",
        "\"hello\"",
        "\"send\"",
        "\"sync\"",
        "\"changes\"",
        "\"page\"",
        "\"\\ud83d\"",
        "\"\\u0000\"",
        "\"\\u0074\"",
        "\uFEFF",
        "\"\u202e\"",
        "😀",
        "\n",
        "\0",
        "/**/",
        "NaN",
        "Infinity"
    };
    private static final String[] NUMBERS = {
        "0",
        "-0",
        "-1",
        "1",
        "200",
        "201",
        "2147483647",
        "2147483648",
        "4294967297",
        "9007199254740991",
        "9007199254740992",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551617",
        "99999999999999999999",
        "999999999999999999999",
        "1.0",
        "1e3",
        "1e999",
        "-1e-999",
        "01",
        "1.",
        "\"1\""
    };

    private static final String[] FIELDS = {
        "\"x\":1",
        "\"limit\":1",
        "\"rid\":7",
        "\"mark\":\"m\"",
        "\"skip\":null",
        "\"x\":{\"y\":[1e999]}",
        "\"seen\":0",
        "\"target\":3"
    };
    private static final String[] PIECES = {
        "a",
        "0",
        "Z",
        "_",
        "é",
        "😀",
        "\u202e",
        "\uFEFF",
        "\\n",
        "\\u0000",
        "\\u001f",
        "\\u0041",
        "\\ud83d\\ude00",
        "\\/",
        "\\\"",
        "\u007f",
        "\u2028"
    };

    private final RandomGenerator random;
    private final List<byte[]> others;

    /// @param others what parts are taken from
    public Mutator(RandomGenerator random, List<byte[]> others) {
        this.random = random;
        this.others = List.copyOf(others);
    }

    /// One thing wrong with them, seldom more than three.
    public byte[] mutate(byte[] bytes) {
        byte[] out = bytes;
        do {
            out = random.nextInt(4) == 0 ? damaged(out) : rearranged(out);
        } while (random.nextInt(3) == 0);
        return out.length <= LONGEST ? out : Arrays.copyOf(out, LONGEST);
    }

    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + random.nextInt(16));
        return switch (random.nextInt(6)) {
            case 0 -> flipped(bytes);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> join(bytes, at, end, new byte[0]);
            case 3 -> join(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
            case 4 -> join(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            default -> spliced(bytes, at);
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] out = bytes.clone();
        if (out.length > 0) {
            int at = random.nextInt(out.length);
            out[at] = (byte) (out[at] ^ 1 << random.nextInt(8));
        }
        return out;
    }

    private byte[] spliced(byte[] bytes, int at) {
        byte[] other = others.get(random.nextInt(others.size()));
        int from = random.nextInt(other.length + 1);
        return join(bytes, at, bytes.length, Arrays.copyOfRange(other, from, other.length));
    }

    private static byte[] join(byte[] bytes, int from, int to, byte[] between) {
        byte[] out = Arrays.copyOf(bytes, from + between.length + bytes.length - to);
        System.arraycopy(between, 0, out, from, between.length);
        System.arraycopy(bytes, to, out, from + between.length, bytes.length - to);
        return out;
    }

    private byte[] rearranged(byte[] bytes) {
        List<String> tokens = tokens(new String(bytes, ISO_8859_1));
        if (tokens.isEmpty()) {
            return raw(oneOf(TOKENS)).getBytes(ISO_8859_1);
        }
        int at = random.nextInt(tokens.size());
        int end = Math.min(tokens.size(), at + 1 + random.nextInt(6));
        switch (random.nextInt(14)) {
            case 0 -> tokens.set(at, raw(oneOf(TOKENS)));
            case 1 -> tokens.set(numberAt(tokens, at), oneOf(NUMBERS));
            case 2 -> tokens.set(at, fromAnother());
            case 3 -> swap(tokens, at, random.nextInt(tokens.size()));
            case 4 -> tokens.subList(at, end).clear();
            case 5 -> tokens.addAll(at, List.copyOf(tokens.subList(at, end)));
            case 6 -> tokens.add(at, raw(oneOf(TOKENS)));
            case 7 -> tokens.set(at, String.join("", tokens.subList(at, end)).repeat(times()));
            case 8, 9 -> swapAlike(tokens, at);
            case 10, 11 -> tokens.set(at, otherwise(tokens.get(at)));
            default -> tokens.add(at, oneOf(new String[] {" ", "\n", raw(oneOf(FIELDS)) + ","}));
        }
        return String.join("", tokens).getBytes(ISO_8859_1);
    }

    /// A string with something else in it, a number with other digits.
    private String otherwise(String token) {
        if (token.charAt(0) != '"' || token.length() < 2) {
            return Character.isDigit(token.charAt(0))
                    ? Long.toString(random.nextLong(1L << random.nextInt(1, 63)))
                    : token;
        }
        int at = 1 + random.nextInt(token.length() - 1);
        int end = random.nextBoolean() ? at : Math.min(at + 1, token.length() - 1);
        return token.substring(0, at) + raw(oneOf(PIECES)) + token.substring(Math.max(at, end));
    }

    /// Mostly a few, now and then as many as fit.
    private int times() {
        return random.nextInt(50) == 0 ? 1 + random.nextInt(20_000) : 1 + random.nextInt(20);
    }

    private String fromAnother() {
        List<String> theirs = tokens(new String(others.get(random.nextInt(others.size())), ISO_8859_1));
        return theirs.isEmpty() ? "" : theirs.get(random.nextInt(theirs.size()));
    }

    private int numberAt(List<String> tokens, int from) {
        for (int i = 0; i < tokens.size(); i++) {
            int at = (from + i) % tokens.size();
            if (Character.isDigit(tokens.get(at).charAt(0))) {
                return at;
            }
        }
        return from;
    }

    private static void swap(List<String> tokens, int one, int other) {
        String token = tokens.get(one);
        tokens.set(one, tokens.get(other));
        tokens.set(other, token);
    }

    /// Two tokens that begin alike, such as two strings: what comes out is JSON again.
    private void swapAlike(List<String> tokens, int at) {
        var alike = new ArrayList<Integer>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).charAt(0) == tokens.get(at).charAt(0)) {
                alike.add(i);
            }
        }
        swap(tokens, at, alike.get(random.nextInt(alike.size())));
    }

    private String oneOf(String[] values) {
        return values[random.nextInt(values.length)];
    }

    /// As its bytes, one character each.
    private static String raw(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    /// Strings, words and numbers as wholes, everything else character by character; none of them is empty.
    private static List<String> tokens(String text) {
        var out = new ArrayList<String>();
        for (int at = 0; at < text.length(); ) {
            int end = text.charAt(at) == '"' ? endOfString(text, at + 1) : endOfWord(text, at);
            out.add(text.substring(at, end));
            at = end;
        }
        return out;
    }

    private static int endOfString(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, text.length());
    }

    private static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-._".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return Math.max(at, from + 1);
    }
}
