package dev.godwit.client.core;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Whose names are to be shown with some entries: who wrote them, and who is spoken of in them.
final class Introductions {
    private static final List<String> ABOUT_SOMEBODY = List.of(AccountSetting.CONTACT, AccountSetting.BLOCK);

    private Introductions() {}

    static Set<UserId> in(List<? extends Item> items) {
        var users = new LinkedHashSet<UserId>();
        for (Item item : items) {
            if (item instanceof Entry entry) {
                users.add(entry.from());
                users.addAll(spokenOf(entry.content()));
            }
        }
        return users;
    }

    private static List<UserId> spokenOf(Content content) {
        try {
            var change = GroupChangeCodec.read(content);
            if (change.isPresent()) {
                return spokenOf(change.get());
            }
            return AccountSetting.read(content).stream()
                    .flatMap(setting -> spokenOf(setting.name()).stream())
                    .toList();
        } catch (BadFrameException | IllegalArgumentException e) {
            // Of a later version: it is not shown in words either.
            return List.of();
        }
    }

    private static List<UserId> spokenOf(String setting) {
        return ABOUT_SOMEBODY.stream()
                .filter(setting::startsWith)
                .map(prefix -> new UserId(setting.substring(prefix.length())))
                .toList();
    }

    private static List<UserId> spokenOf(GroupChange change) {
        return switch (change) {
            case GroupChange.Add add -> add.users();
            case GroupChange.Remove remove -> List.of(remove.user());
            case GroupChange.SetRole set -> List.of(set.user());
            case GroupChange.Inherit inherit -> List.of(inherit.user());
            case GroupChange.Create c -> List.of();
            case GroupChange.Leave l -> List.of();
            case GroupChange.SetTitle t -> List.of();
            case GroupChange.SetHistory h -> List.of();
            case GroupChange.MakeLink l -> List.of();
            case GroupChange.RevokeLink l -> List.of();
            case GroupChange.Join j -> List.of();
            case GroupChange.Scale s -> List.of();
        };
    }
}
