package dev.godwit.testing.history;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import java.util.HashSet;
import java.util.Set;

/// Who ever blocked whom, as the account logs say.
final class Blocks {
    private record Block(UserId by, String name) {}

    private final Set<Block> blocks = new HashSet<>();

    Blocks(Finale finale) {
        finale.logs().forEach((id, items) -> {
            if (id.type() == ConversationType.ACCOUNT) {
                items.forEach(this::follow);
            }
        });
    }

    private void follow(Item item) {
        if (item instanceof Entry entry) {
            try {
                AccountSetting.read(entry.content())
                        .filter(setting -> setting.name().startsWith(AccountSetting.BLOCK))
                        .ifPresent(setting -> blocks.add(new Block(entry.from(), setting.name())));
            } catch (BadFrameException e) {
                // Then it blocks nobody.
            }
        }
    }

    boolean ever(UserId by, UserId whom) {
        return blocks.contains(new Block(by, AccountSetting.BLOCK + whom.value()));
    }
}
