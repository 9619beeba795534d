package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import dev.godwit.protocol.GroupLink;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Ways into a group for whoever has them.
final class GroupLinks {
    private GroupLinks() {}

    @Command(
            name = "link",
            description = {
                "Make a link: whoever has its address can join. Owners and admins can.",
                "It works once the server has it, until it is used up, over, or taken back with 'godwit group unlink'."
            })
    static final class Make extends InGroup {
        @Option(names = "--uses", paramLabel = "N", description = "How many may join by it. Default: any number.")
        @Nullable
        private Integer uses;

        @Option(
                names = "--for",
                paramLabel = "TIME",
                converter = TimeSpan.class,
                description = "How long it works, such as 12h or 7d. Default: for ever.")
        @Nullable
        private Duration lifetime;

        Make(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Godwit godwit, Conversation group) {
            if (uses != null && uses < 1) {
                throw new Trouble(ExitCode.USAGE, "--uses takes how many may join, 1 or more.");
            }
            var link = godwit.groups()
                    .makeLink(
                            group.key(),
                            uses == null ? OptionalInt.empty() : OptionalInt.of(uses),
                            Optional.ofNullable(lifetime));
            var address = godwit.groups().address(group.key(), link);
            print(GroupJson.link(group, link, address), address);
            sendInBackground(godwit);
            return ExitCode.OK;
        }
    }

    @Command(name = "links", description = "The links of a group that work, as far as this device knows.")
    static final class All extends InGroup {
        All(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Godwit godwit, Conversation group) {
            var links = godwit.groups().links(group.key());
            for (var link : links) {
                var address = godwit.groups().address(group.key(), link);
                print(GroupJson.link(group, link, address), address + "  " + limits(link));
            }
            if (links.isEmpty() && !json) {
                print("No links. 'godwit group link " + group.key() + "' makes one.");
            }
            return ExitCode.OK;
        }

        private String limits(GroupLink link) {
            var lines = new MessageLines(terminal);
            var until = Instant.ofEpochMilli(link.until());
            return (link.uses() == 0 ? "for anybody" : "for " + link.uses() + " more")
                    + (link.until() == 0 ? "" : ", until " + lines.when(until));
        }
    }

    @Command(name = "unlink", description = "Take a link back: nobody joins by it any more. Owners and admins can.")
    static final class Revoke extends InGroup.Change {
        @Parameters(index = "1", paramLabel = "CODE", description = "The end of the address, after the last dot.")
        private String code = "";

        Revoke(Terminal terminal) {
            super(terminal);
        }

        @Override
        String change(Godwit godwit, Conversation group) {
            // The whole address is what people have at hand.
            godwit.groups().revokeLink(group.key(), code.substring(code.lastIndexOf('.') + 1));
            return "The link does not work any more";
        }
    }
}
