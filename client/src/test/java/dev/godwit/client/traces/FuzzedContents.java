package dev.godwit.client.traces;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.Body;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Expect;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What is written into conversations: plain things, things of groups and accounts, and things that nobody
/// understands.
final class FuzzedContents {
    private final Chance chance;
    private final List<UserId> people;

    FuzzedContents(Chance chance, List<UserId> people) {
        this.chance = chance;
        this.people = people;
    }

    /// @param head how many entries there are to speak of
    Content next(ConversationId conversation, long head) {
        int which = chance.below(100);
        if (which < 6) {
            return unknown();
        }
        return switch (conversation.type()) {
            case DIRECT -> written(head);
            case GROUP -> which < 45 ? change() : written(head);
            case ACCOUNT -> setting();
        };
    }

    Content written(long head) {
        return switch (chance.below(6)) {
            case 0 -> Content.edit(target(head), "edited " + chance.below(100));
            case 1 -> Content.delete(target(head));
            default -> Content.message(chance.of("hello", "👋🏽", "", "a\n\"b\"\\", "x".repeat(200)));
        };
    }

    private long target(long head) {
        return 1L + chance.below((int) Math.max(1, head));
    }

    private Content change() {
        UserId user = chance.of(people);
        GroupChange change = switch (chance.below(12)) {
            case 0 -> new GroupChange.Create("nonce", "Walk", chance.of(History.JOINED, History.ALL));
            case 1, 2 -> new GroupChange.Add(chance.percent(50) ? List.of(user) : people);
            case 3 -> new GroupChange.Remove(user);
            case 4 -> new GroupChange.Leave();
            case 5 -> new GroupChange.SetRole(user, chance.of(Role.MEMBER, Role.ADMIN, Role.OWNER));
            case 6 -> new GroupChange.SetTitle("Title " + chance.below(9));
            case 7 -> new GroupChange.SetHistory(chance.of(History.JOINED, History.ALL));
            case 8 -> new GroupChange.MakeLink(new GroupLink(code(), chance.below(3), 0));
            case 9 -> chance.percent(50) ? new GroupChange.RevokeLink(code()) : new GroupChange.Join(code());
            case 10 -> new GroupChange.Inherit(user);
            default -> new GroupChange.Scale(chance.percent(50));
        };
        Optional<Expect> expect = change instanceof GroupChange.SetTitle
                ? Optional.of(new Expect(GroupChangeCodec.TITLE_REGISTER, chance.below(5)))
                : Optional.empty();
        return GroupChangeCodec.write(change, expect);
    }

    private String code() {
        return GroupLink.newCode(chance.random());
    }

    private Content setting() {
        String about = chance.percent(80) ? chance.of(people).value() : "nobody";
        String name = chance.of(
                AccountSetting.CONTACT + about,
                AccountSetting.BLOCK + about,
                AccountSetting.PRESENCE_STATUS,
                AccountSetting.DRAFT + "x");
        return new AccountSetting(name, chance.maybe(70, () -> "v")).toContent();
    }

    /// Of a later version, or of somebody who gets it wrong.
    private Content unknown() {
        String kind = chance.of(
                "x.whiteboard",
                "group.picture",
                "sys.later",
                Kinds.ACCEPT,
                Kinds.GROUP_ADD,
                Kinds.SETTING,
                Kinds.GROUP_JOIN,
                Kinds.SYS_SCALE);
        var body = chance.of(
                Body.text("?"),
                new Body(GroupChangeCodec.BODY_TYPE, "{\"users\":[\"bob\"]}"),
                new Body(GroupChangeCodec.BODY_TYPE, "{\"large\":1,\"code\":7}"),
                new Body(GroupChangeCodec.BODY_TYPE, "not JSON"),
                new Body(AccountSetting.BODY_TYPE, "{\"name\":\"contact:\"}"),
                new Body(AccountSetting.BODY_TYPE, "{\"name\":\"\"}"),
                new Body(AccountSetting.BODY_TYPE, "[]"));
        return new Content(kind, OptionalLong.empty(), chance.some(people, 20), List.of(), Optional.empty(), body);
    }
}
