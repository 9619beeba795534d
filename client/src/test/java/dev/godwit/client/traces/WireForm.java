package dev.godwit.client.traces;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.EntryCodec;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/// JSON of what belongs to the protocol, as it stands in frames: written by the codecs and by nothing else.
final class WireForm {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final ConversationId ANY =
            ConversationId.account(UserId.random(RandomGenerator.of("L64X128MixRandom")));

    private WireForm() {}

    static String of(ClientFrame frame) {
        return text(ClientFrameCodec.write(frame));
    }

    static String of(ServerFrame frame) {
        return text(ServerFrameCodec.write(frame));
    }

    static String of(Entry entry) {
        return text(EntryCodec.write(entry));
    }

    static String of(Content content) {
        return text(EntryCodec.writeContent(content));
    }

    static String of(GroupView group) {
        var change = new ServerFrame.Change(ANY, List.of(), Optional.of(group), 0, List.of(), List.of());
        return inside(new ServerFrame.Changes(List.of(change)), "/conversations/0/group");
    }

    static String ofMembers(List<GroupView.Member> members) {
        return inside(new ServerFrame.Members(0, ANY, members, 0, false), "/members");
    }

    static String ofReaders(List<ServerFrame.Readers> readers) {
        return inside(new ServerFrame.Counts(ANY, 0, 0, readers), "/readers");
    }

    static String of(ServerFrame.Presence presence) {
        return inside(new ServerFrame.Presences(List.of(presence)), "/users/0");
    }

    private static String inside(ServerFrame frame, String pointer) {
        return MAPPER.readTree(ServerFrameCodec.write(frame)).at(pointer).toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
