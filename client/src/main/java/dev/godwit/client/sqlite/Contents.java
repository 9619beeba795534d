package dev.godwit.client.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.EntryCodec;
import dev.godwit.protocol.Expect;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.Kinds;
import java.util.Optional;
import java.util.OptionalLong;

/// Contents as the database keeps them: the JSON of the wire.
final class Contents {
    private Contents() {}

    static String write(Content content) {
        return new String(EntryCodec.writeContent(content), UTF_8);
    }

    static Content read(String json) {
        try {
            return EntryCodec.readContent(json.getBytes(UTF_8));
        } catch (BadFrameException e) {
            throw new StoreFault("The profile's database has a content that is none: " + e.getMessage(), e);
        }
    }

    static Content withTarget(Content content, long target) {
        return new Content(
                content.kind(),
                OptionalLong.of(target),
                content.mentions(),
                content.blobs(),
                content.expect(),
                content.body());
    }

    /// The entry that gives an older one this content.
    static Content asEdit(Content replacement, long target) {
        return new Content(
                Kinds.EDIT,
                OptionalLong.of(target),
                replacement.mentions(),
                replacement.blobs(),
                replacement.expect(),
                replacement.body());
    }

    /// A new title for a group whose last title stands at this seq.
    static Content asTitleAfter(Content title, long version) {
        return new Content(
                title.kind(),
                title.target(),
                title.mentions(),
                title.blobs(),
                Optional.of(new Expect(GroupChangeCodec.TITLE_REGISTER, version)),
                title.body());
    }
}
