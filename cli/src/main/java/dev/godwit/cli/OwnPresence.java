package dev.godwit.cli;

import dev.godwit.client.sdk.Contacts.Audience;
import dev.godwit.client.sdk.Godwit;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What others see of the user.
abstract sealed class OwnPresence extends ProfileCommand {
    private OwnPresence(Terminal terminal) {
        super(terminal);
    }

    abstract void change(Godwit godwit);

    @Override
    final int run(Godwit godwit) {
        change(godwit);
        print(
                new JsonLine()
                        .put("busy", godwit.contacts().isBusy())
                        .put("audience", word(godwit.contacts().presenceAudience())),
                words(godwit));
        sendInBackground(godwit);
        return ExitCode.OK;
    }

    static String words(Godwit godwit) {
        var contacts = godwit.contacts();
        return "You: " + (contacts.isBusy() ? "busy, until 'godwit presence auto'" : "as your devices are used")
                + "; seen by " + word(contacts.presenceAudience()) + '.';
    }

    private static String word(Audience audience) {
        return audience.name().toLowerCase(Locale.ROOT);
    }

    @Command(name = "busy", description = "Not to be disturbed, on all your devices, until 'godwit presence auto'.")
    static final class Busy extends OwnPresence {
        Busy(Terminal terminal) {
            super(terminal);
        }

        @Override
        void change(Godwit godwit) {
            godwit.contacts().setBusy(true);
        }
    }

    @Command(name = "auto", description = "Shown as your devices are used: online, away, offline.")
    static final class Auto extends OwnPresence {
        Auto(Terminal terminal) {
            super(terminal);
        }

        @Override
        void change(Godwit godwit) {
            godwit.contacts().setBusy(false);
        }
    }

    @Command(name = "audience", description = "Who sees whether you are there: everybody, contacts or nobody.")
    static final class SeenBy extends OwnPresence {
        private static final Map<String, Audience> WORDS =
                Map.of("everybody", Audience.EVERYBODY, "contacts", Audience.CONTACTS, "nobody", Audience.NOBODY);

        @Parameters(paramLabel = "WHO", description = "everybody, contacts or nobody.")
        private String who = "";

        SeenBy(Terminal terminal) {
            super(terminal);
        }

        @Override
        void change(Godwit godwit) {
            var audience = WORDS.get(who.toLowerCase(Locale.ROOT));
            if (audience == null) {
                throw new Trouble(
                        ExitCode.USAGE, "'" + Printable.line(who) + "' is none of everybody, contacts and nobody.");
            }
            godwit.contacts().setPresenceAudience(audience);
        }
    }
}
