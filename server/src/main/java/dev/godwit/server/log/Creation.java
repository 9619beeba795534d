package dev.godwit.server.log;

import dev.godwit.protocol.Body;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// How a conversation begins. The server writes its `create` entry in the batch of the first entry that somebody sent,
/// so that the log alone says who is in it.
final class Creation {
    static final ClientMessageId ID = new ClientMessageId("create");
    private static final String BODY_TYPE = "application/vnd.godwit.create+json";

    private Creation() {}

    /// Who would be in it if `author` opened it now; empty where `author` may not.
    static Optional<List<UserId>> members(ConversationId conversation, UserId author, Optional<UserId> with) {
        return switch (conversation.type()) {
            case ACCOUNT ->
                conversation.equals(ConversationId.account(author)) ? Optional.of(List.of(author)) : Optional.empty();
            case DIRECT ->
                with.filter(peer -> conversation.equals(ConversationId.direct(author, peer)))
                        .map(peer -> peer.equals(author)
                                ? List.of(author)
                                : List.of(author, peer).stream().sorted().toList());
            case GROUP -> Optional.empty();
        };
    }

    static ConversationState state(List<UserId> members) {
        return ConversationState.of(members, Role.MEMBER);
    }

    static Entry entry(Author author, List<UserId> members, long at) {
        String ids = members.stream().map(user -> '"' + user.value() + '"').collect(Collectors.joining(","));
        var body = new Body(BODY_TYPE, "{\"members\":[" + ids + "]}");
        var content = new Content(Kinds.CREATE, OptionalLong.empty(), List.of(), List.of(), Optional.empty(), body);
        return new Entry(1, at, author.user(), author.device(), ID, content);
    }
}
