package dev.godwit.server.log;

import dev.godwit.protocol.Body;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// How a conversation that is no group begins. The server writes its `create` entry in the batch of the first entry
/// that somebody sent, so that the log alone says who is in it.
///
/// @param members in the order of their ids
record Creation(Author author, List<UserId> members) {
    private static final ClientMessageId ID = new ClientMessageId("create");
    private static final String BODY_TYPE = "application/vnd.godwit.create+json";

    /// As `author` would open it now; empty where they may not.
    static Optional<Creation> of(ConversationId conversation, Author author, Optional<UserId> with, Facts facts) {
        UserId self = author.user();
        return switch (conversation.type()) {
            case ACCOUNT ->
                conversation.equals(ConversationId.account(self))
                        ? Optional.of(new Creation(author, List.of(self)))
                        : Optional.empty();
            case DIRECT ->
                with.filter(facts::exists)
                        .filter(peer -> conversation.equals(ConversationId.direct(self, peer)))
                        .map(peer -> peer.equals(self)
                                ? new Creation(author, List.of(self))
                                : new Creation(
                                        author,
                                        List.of(self, peer).stream().sorted().toList()));
            case GROUP -> Optional.empty();
        };
    }

    ConversationState state() {
        var state = ConversationState.of(members, Role.MEMBER);
        return opens(members)
                ? state.withFact(Direct.OPENER, Optional.of(author.user().value()))
                : state;
    }

    Touched touched() {
        return new Touched(new LinkedHashSet<>(members), opens(members) ? Set.of(Direct.OPENER) : Set.of());
    }

    /// Notes to oneself and account logs are opened for nobody else.
    private static boolean opens(List<UserId> members) {
        return members.size() > 1;
    }

    Entry entry(long at) {
        String ids = members.stream().map(user -> '"' + user.value() + '"').collect(Collectors.joining(","));
        var body = new Body(BODY_TYPE, "{\"members\":[" + ids + "]}");
        var content = new Content(Kinds.CREATE, OptionalLong.empty(), List.of(), List.of(), Optional.empty(), body);
        return new Entry(1, at, author.user(), author.device(), ID, content);
    }
}
