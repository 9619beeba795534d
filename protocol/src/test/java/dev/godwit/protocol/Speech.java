package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What bytes from a stranger can claim to be, each read and written by its codec: the five doors through which
/// hostile bytes come in. `as` in `golden/hostile.json`.
public enum Speech {
    CLIENT {
        @Override
        byte[] again(byte[] bytes) throws BadFrameException {
            return ClientFrameCodec.write(ClientFrameCodec.read(bytes));
        }
    },
    SERVER {
        @Override
        byte[] again(byte[] bytes) throws BadFrameException {
            return ServerFrameCodec.write(ServerFrameCodec.read(bytes));
        }
    },
    ENTRY {
        @Override
        byte[] again(byte[] bytes) throws BadFrameException {
            return EntryCodec.write(EntryCodec.read(bytes));
        }
    },
    CONTENT {
        @Override
        byte[] again(byte[] bytes) throws BadFrameException {
            return EntryCodec.writeContent(EntryCodec.readContent(bytes));
        }
    },
    /// A content whose body means something to the server: a change of a group, or a setting.
    BODY {
        @Override
        byte[] again(byte[] bytes) throws BadFrameException {
            var content = EntryCodec.readContent(bytes);
            var change = GroupChangeCodec.read(content);
            var meant = change.isPresent()
                    ? Optional.of(GroupChangeCodec.write(change.get(), content.expect()))
                    : AccountSetting.read(content).map(AccountSetting::toContent);
            return EntryCodec.writeContent(meant.orElse(content));
        }
    };

    /// What is understood, written again in the one form that the codec writes.
    abstract byte[] again(byte[] bytes) throws BadFrameException;

    /// The code of the refusal, or what was understood in its one form: what a client in another language must agree
    /// with.
    String verdict(byte[] bytes) {
        try {
            return new String(again(bytes), UTF_8);
        } catch (BadFrameException e) {
            return e.code().wire();
        }
    }

    static Speech from(String as) {
        return Arrays.stream(values())
                .filter(speech -> speech.wire().equals(as))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(as));
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
