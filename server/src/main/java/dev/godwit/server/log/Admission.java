package dev.godwit.server.log;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.Kinds;

/// Whether somebody may speak in a conversation at all. What does not exist and what is none of theirs get the same
/// answer.
sealed interface Admission {
    String NO_CONVERSATION = "There is no such conversation for you.";

    record Member() implements Admission {}

    /// Not a member, and writes the one entry by which one becomes one.
    record Newcomer() implements Admission {}

    record Nobody(Ruling refused) implements Admission {}

    static Admission of(Content content, Meaning meaning, Occasion occasion) {
        var person = occasion.state().person(occasion.actor());
        if (person.isPresent() && person.get().isMember()) {
            return new Member();
        }
        if (occasion.conversation().type() != ConversationType.GROUP) {
            return new Nobody(Ruling.refused(Code.NO_CONVERSATION, NO_CONVERSATION));
        }
        if (meaning instanceof Meaning.Grouping(GroupChange.Join join)) {
            return new Newcomer();
        }
        if (person.isPresent()) {
            return new Nobody(Ruling.refused(Code.NOT_A_MEMBER, "You are not in this group any more."));
        }
        if (content.kind().equals(Kinds.GROUP_JOIN)) {
            return new Nobody(Ruling.refused(Code.NO_CONVERSATION, GroupLinks.NO_SUCH_LINK));
        }
        if (meaning instanceof Meaning.Grouping(GroupChange.Create create)
                && occasion.seq() == 1
                && GroupRules.isCreator(create, occasion)) {
            return new Newcomer();
        }
        return new Nobody(
                content.kind().equals(Kinds.GROUP_CREATE) && meaning instanceof Meaning.Broken broken
                        ? broken.refused()
                        : Ruling.refused(Code.NO_CONVERSATION, NO_CONVERSATION));
    }
}
