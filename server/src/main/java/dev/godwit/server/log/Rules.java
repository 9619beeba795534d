package dev.godwit.server.log;

import dev.godwit.protocol.ConversationType;

/// Whether an entry may stand where it would, and what it changes, by what it is.
final class Rules {
    private final GroupRules groups;

    Rules(LogLimits limits) {
        this.groups = new GroupRules(limits);
    }

    /// The conversation exists, and the actor is a member, or wants to become one by a link.
    Ruling rule(Meaning meaning, Occasion occasion) {
        return switch (meaning) {
            case Meaning.Plain() ->
                occasion.conversation().type() == ConversationType.DIRECT
                        ? DirectRules.write(occasion)
                        : Ruling.unchanged(occasion.state());
            case Meaning.Acceptance() -> DirectRules.accept(occasion);
            case Meaning.Grouping grouping -> groups.rule(grouping.change(), occasion);
            case Meaning.Setting setting -> AccountRules.rule(setting.setting(), occasion);
            case Meaning.Broken broken -> broken.refused();
        };
    }
}
