package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a sender asks to be stored: the envelope, which the server reads, and the body, which it does not.
///
/// @param kind     see [Kinds]
/// @param target   seq of the entry that this one is about
/// @param mentions who is called by name, at most [Limits#MAX_MENTIONS]
/// @param blobs    ids of uploaded files that it refers to, at most [Limits#MAX_BLOBS]
public record Content(
        String kind,
        OptionalLong target,
        List<UserId> mentions,
        List<String> blobs,
        Optional<Expect> expect,
        Body body) {
    public Content {
        mentions = List.copyOf(mentions);
        blobs = List.copyOf(blobs);
    }

    public static Content message(String text) {
        return of(Kinds.MESSAGE, OptionalLong.empty(), Body.text(text));
    }

    public static Content edit(long target, String text) {
        return of(Kinds.EDIT, OptionalLong.of(target), Body.text(text));
    }

    public static Content delete(long target) {
        return of(Kinds.DELETE, OptionalLong.of(target), Body.text(""));
    }

    private static Content of(String kind, OptionalLong target, Body body) {
        return new Content(kind, target, List.of(), List.of(), Optional.empty(), body);
    }

    /// SHA-256 by which the server tells a retry from a reused id. Every field goes in with its length before it, so
    /// that no two different contents have the same input; lower-case hexadecimal. docs/protocol.md, "Same bytes".
    public String digest() {
        var sha = Sha256.start();
        put(sha, kind);
        put(sha, target.isPresent() ? Long.toString(target.getAsLong()) : "");
        put(sha, Integer.toString(mentions.size()));
        mentions.forEach(user -> put(sha, user.value()));
        put(sha, Integer.toString(blobs.size()));
        blobs.forEach(blob -> put(sha, blob));
        put(sha, expect.map(Expect::register).orElse(""));
        put(sha, expect.map(e -> Long.toString(e.version())).orElse(""));
        put(sha, body.type());
        put(sha, body.data());
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void put(MessageDigest sha, String field) {
        byte[] bytes = field.getBytes(UTF_8);
        sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        sha.update(bytes);
    }
}
