package dev.godwit.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/// A command that has others below it. As with the commands themselves, looking at the annotations of one
/// takes longer than most of them run: only the one that is asked for is made, or all of them where none
/// is.
final class Subcommands {
    private final Function<Terminal, Object> parent;
    private final Map<String, Function<Terminal, Object>> all = new LinkedHashMap<>();

    Subcommands(Function<Terminal, Object> parent) {
        this.parent = parent;
    }

    Subcommands with(String name, Function<Terminal, Object> command) {
        all.put(name, command);
        return this;
    }

    /// @param rest the arguments behind the parent's name
    CommandLine of(Terminal terminal, List<String> rest) {
        var line = new CommandLine(parent.apply(terminal));
        var one = rest.isEmpty() ? null : all.get(rest.getFirst());
        if (one != null) {
            line.addSubcommand(rest.getFirst(), one.apply(terminal));
        } else {
            all.forEach((name, command) -> line.addSubcommand(name, command.apply(terminal)));
        }
        return line;
    }

    /// The same under a name from before, which help does not show.
    CommandLine hidden(Terminal terminal, List<String> rest) {
        var line = of(terminal, rest);
        line.getCommandSpec().usageMessage().hidden(true);
        return line;
    }
}
