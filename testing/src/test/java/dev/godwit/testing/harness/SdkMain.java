package dev.godwit.testing.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitException;
import dev.godwit.client.sdk.GodwitOptions;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.protocol.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// An application around the SDK that does what stdin says, one command a line, and answers each with one
/// line.
///
/// `PROFILE [OFFSET_SECONDS]`; the offset is how wrong this device's clock is. Answers begin with `ok` or
/// `failed`. What an application shows its user is printed only after the SDK's call has returned: that is
/// when it counts.
final class SdkMain {
    private final Godwit godwit;

    private SdkMain(Godwit godwit) {
        this.godwit = godwit;
    }

    static void main(String[] arguments) throws IOException {
        Duration offset = arguments.length > 1 ? Duration.ofSeconds(Long.parseLong(arguments[1])) : Duration.ZERO;
        var options = GodwitOptions.defaults().withClock(Clock.offset(Clock.systemUTC(), offset));
        try (var godwit = Godwit.open(Path.of(arguments[0]), options)) {
            System.out.println("ok open");
            new SdkMain(godwit).obey();
        }
    }

    private void obey() throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer;
            try {
                answer = "ok " + line.split(" ", 2)[0] + " " + obey(line.split(" "));
            } catch (GodwitException e) {
                answer = "failed " + e.code() + " " + e.getMessage();
            }
            System.out.println(answer);
        }
    }

    private String obey(String[] words) {
        return switch (words[0]) {
            case "signin" ->
                godwit.signIn(URI.create(words[1]), words[2], People.PASSWORD)
                        .user()
                        .value();
            case "start" -> {
                godwit.start();
                yield "";
            }
            case "stop" -> {
                godwit.stop();
                yield "";
            }
            case "send" -> shown(godwit.send(words[1], words[2]));
            case "burst" -> burst(words[1], words[2], Integer.parseInt(words[3]));
            case "edit" -> shown(godwit.edit(Long.parseLong(words[1]), words[2]));
            case "discard" -> {
                godwit.discard(Long.parseLong(words[1]));
                yield "";
            }
            case "sync" ->
                godwit.syncOnce(Duration.ofSeconds(Long.parseLong(words[1]))).toString();
            case "outbox" -> Integer.toString(godwit.outbox().size());
            case "messages" -> messages(words[1]);
            case "group" -> {
                godwit.groups().create(words[1], List.of(words).subList(2, words.length));
                yield "";
            }
            case "say" -> shown(godwit.send(titled(words[1]).key(), words[2]));
            case "add" -> {
                godwit.groups().add(titled(words[1]).key(), words[2]);
                yield "";
            }
            case "remove" -> {
                godwit.groups().remove(titled(words[1]).key(), words[2]);
                yield "";
            }
            case "role" -> role(titled(words[1]).key(), words[2], Role.valueOf(words[3]));
            case "seen" -> seen(words[1]);
            case "state" -> GroupState.of(godwit, titled(words[1])).toString();
            default -> throw new IllegalArgumentException("unknown command " + words[0]);
        };
    }

    /// Says each message as soon as it is safe, so that a kill in between is seen as such.
    private String burst(String to, String prefix, int count) {
        for (int i = 1; i <= count; i++) {
            System.out.println("pending " + shown(godwit.send(to, prefix + i)));
        }
        return Integer.toString(count);
    }

    private Conversation titled(String title) {
        return godwit.conversations().stream()
                .filter(conversation -> conversation.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new GodwitException("no_conversation", "No '" + title + "' here.", ""));
    }

    /// Says whether there was anything to change.
    private String role(long group, String person, Role role) {
        try {
            godwit.groups().setRole(group, person, role);
            return "changed";
        } catch (GodwitException e) {
            if (!e.code().equals("no_change")) {
                throw e;
            }
            return "no_change";
        }
    }

    /// Shows the user all of it.
    private String seen(String title) {
        var newest = godwit.messages(titled(title).key(), OptionalLong.empty(), 1);
        newest.forEach(message -> godwit.markRead(message.key()));
        return Integer.toString(newest.size());
    }

    private String messages(String to) {
        var conversation = godwit.find(to);
        if (conversation.isEmpty()) {
            return "";
        }
        return String.join(
                " ",
                godwit.messages(conversation.get().key(), OptionalLong.empty(), 100_000).stream()
                        .map(Message::text)
                        .toList());
    }

    /// `KEY ID TEXT`.
    private static String shown(Message message) {
        return message.key() + " " + message.id() + " " + message.text();
    }
}
