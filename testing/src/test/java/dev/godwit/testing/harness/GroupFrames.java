package dev.godwit.testing.harness;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.History;
import dev.godwit.protocol.ServerFrame;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Groups by hand.
public final class GroupFrames {
    private GroupFrames() {}

    /// Makes a group and takes people in.
    ///
    /// @param wire the owner's
    public static ConversationId make(Wire wire, Person owner, History history, Person... members) {
        String nonce = UUID.randomUUID().toString();
        var group = ConversationId.group(owner.user(), nonce);
        change(wire, group, new GroupChange.Create(nonce, "Trip", history));
        if (members.length > 0) {
            add(wire, group, members);
        }
        return group;
    }

    public static ServerFrame.Sent add(Wire wire, ConversationId group, Person... people) {
        var users = List.of(people).stream().map(Person::user).toList();
        return change(wire, group, new GroupChange.Add(users));
    }

    /// Sends it and waits for `sent`.
    public static ServerFrame.Sent change(Wire wire, ConversationId group, GroupChange change) {
        return Chat.deliver(wire, send(group, change));
    }

    public static ServerFrame.Sent say(Wire wire, ConversationId group, String text) {
        return Chat.deliver(wire, message(group, text));
    }

    public static ClientFrame.Send send(ConversationId group, GroupChange change) {
        return send(group, GroupChangeCodec.write(change));
    }

    public static ClientFrame.Send message(ConversationId group, String text) {
        return send(group, Content.message(text));
    }

    public static ClientFrame.Send send(ConversationId group, Content content) {
        return new ClientFrame.Send(group, Chat.newId(), Optional.empty(), Optional.empty(), content);
    }
}
