package dev.godwit.cli;

import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Group;
import dev.godwit.client.view.Member;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.Role;

/// What belongs to groups, for scripts.
final class GroupJson {
    private GroupJson() {}

    /// What a change says beyond its kind, which the message has.
    static JsonLine change(GroupChange change) {
        var line = new JsonLine();
        return switch (change) {
            case GroupChange.Create(var nonce, var title, var history) ->
                line.put("title", title).put("history", history.wire());
            case GroupChange.Add(var users) ->
                line.putAll("users", users.stream().map(Object::toString).toList());
            case GroupChange.Remove(var user) -> line.put("user", user.value());
            case GroupChange.Leave() -> line;
            case GroupChange.SetRole(var user, var role) ->
                line.put("user", user.value()).put("role", role.wire());
            case GroupChange.SetTitle(var title) -> line.put("title", title);
            case GroupChange.SetHistory(var history) -> line.put("history", history.wire());
            case GroupChange.MakeLink(var link) -> line.put("code", link.code());
            case GroupChange.RevokeLink(var code) -> line.put("code", code);
            case GroupChange.Join(var code) -> line;
            case GroupChange.Inherit(var user) -> line.put("user", user.value());
            case GroupChange.Scale(var large) -> line.put("large", large);
        };
    }

    /// Adds what makes a conversation a group.
    static JsonLine group(JsonLine line, Group group) {
        return line.put("role", group.role().map(Role::wire))
                .put("joining", group.joining())
                .put("members", group.count())
                .put("large", group.large())
                .put("history", group.history().wire());
    }

    static JsonLine member(Conversation group, Member member) {
        return new JsonLine()
                .put("conversation", group.key())
                .put("user", member.user().value())
                .put("name", member.name())
                .put("role", member.role().wire())
                .put("me", member.me())
                .put("waiting", member.waiting());
    }

    static JsonLine link(Conversation group, GroupLink link, String address) {
        var line = new JsonLine()
                .put("conversation", group.key())
                .put("code", link.code())
                .put("address", address);
        if (link.uses() > 0) {
            line.put("uses", link.uses());
        }
        if (link.until() > 0) {
            line.put("until", link.until());
        }
        return line;
    }
}
