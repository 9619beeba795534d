package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import picocli.CommandLine.Parameters;

/// What the commands share that name a group first.
abstract class InGroup extends ProfileCommand {
    static final String PERSON = "A name or a user id (u…).";

    @Parameters(
            index = "0",
            paramLabel = "GROUP",
            description = "The group's title, if only one has it, its id (g…), or its number on this device.")
    private String group = "";

    InGroup(Terminal terminal) {
        super(terminal);
    }

    abstract int run(Godwit godwit, Conversation group);

    @Override
    final int run(Godwit godwit) {
        return run(godwit, new ConversationFinder(godwit).requireGroup(group));
    }

    /// A change of the group: written on this device, and told to the others like a message.
    abstract static class Change extends InGroup {
        Change(Terminal terminal) {
            super(terminal);
        }

        /// @return what was done, for people
        abstract String change(Godwit godwit, Conversation group);

        @Override
        final int run(Godwit godwit, Conversation group) {
            var said = change(godwit, group);
            var after = godwit.conversation(group.key()).orElse(group);
            print(ConversationLines.json(after), said + waiting(after));
            sendInBackground(godwit);
            return ExitCode.OK;
        }

        private String waiting(Conversation group) {
            return group.pending() == 0 ? "" : "  " + new Marks(terminal.colour()).amber("🕓 waiting");
        }
    }
}
