package dev.godwit.testing.simulation;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.Skip;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.stream.Collectors;

/// Frames in few words, for a trace. Decodes only when somebody reads it.
final class FrameWords {
    private static final int SHORT = 6;
    private static final int SHORT_BODY = 40;

    private FrameWords() {}

    static Object fromClient(byte[] frame) {
        return new Object() {
            @Override
            public String toString() {
                try {
                    return words(ClientFrameCodec.read(frame));
                } catch (BadFrameException e) {
                    return "unreadable: " + e.getMessage();
                }
            }
        };
    }

    static Object fromServer(byte[] frame) {
        return new Object() {
            @Override
            public String toString() {
                try {
                    return words(ServerFrameCodec.read(frame));
                } catch (BadFrameException e) {
                    return "unreadable: " + e.getMessage();
                }
            }
        };
    }

    static String words(ConversationId conversation) {
        return conversation.value().substring(0, SHORT);
    }

    static String words(UserId user) {
        return user.value().substring(0, SHORT);
    }

    /// The beginning of an id is its time, and tells nothing apart.
    static String words(ClientMessageId id) {
        String value = id.value();
        return "~" + value.substring(Math.max(0, value.length() - SHORT));
    }

    private static String words(Content content) {
        String target = content.target().isPresent() ? "@" + content.target().getAsLong() : "";
        String data = content.body().data();
        String body = data.length() > SHORT_BODY ? data.substring(0, SHORT_BODY) + "…" : data;
        return content.kind() + target + " \"" + body + "\""
                + content.expect()
                        .map(expect -> " expect " + expect.register() + "=" + expect.version())
                        .orElse("");
    }

    private static String words(ClientFrame frame) {
        return switch (frame) {
            case ClientFrame.Hello hello ->
                "hello epoch " + hello.epoch().map(FrameWords::brief).orElse("-") + " mark "
                        + hello.mark().map(FrameWords::brief).orElse("-") + " digest "
                        + hello.digest().map(FrameWords::brief).orElse("-") + " receipts " + cursors(hello.receipts());
            case ClientFrame.Send send ->
                "send " + words(send.conversation()) + " " + words(send.id()) + " "
                        + send.after().map(id -> "after " + words(id) + " ").orElse("") + words(send.content());
            case ClientFrame.Cancel cancel -> "cancel " + words(cancel.conversation()) + " " + words(cancel.id());
            case ClientFrame.Sync sync ->
                "sync " + words(sync.conversation()) + " " + sync.direction() + " " + sync.seq() + " limit "
                        + sync.limit();
            case ClientFrame.Receipts receipts -> "receipts " + cursors(receipts.cursors());
            case ClientFrame.Check check ->
                "check " + check.mark().map(FrameWords::brief).orElse("everything");
            case ClientFrame.Watch watch ->
                "watch " + watch.conversations().stream().map(FrameWords::words).toList() + " "
                        + watch.users().size() + " people";
            case ClientFrame.Presence presence -> "presence " + presence.state();
            case ClientFrame.Typing typing -> "typing " + words(typing.conversation()) + " " + typing.on();
            case ClientFrame.Members members -> "members " + words(members.conversation());
        };
    }

    private static String cursors(List<ClientFrame.OwnCursor> cursors) {
        return cursors.stream()
                .map(own -> words(own.conversation()) + " " + words(own.cursor()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String words(dev.godwit.protocol.Cursor cursor) {
        return cursor.delivered() + "/" + cursor.read();
    }

    private static String brief(String text) {
        return text.length() <= 2 * SHORT
                ? text
                : text.substring(0, SHORT) + "…" + text.substring(text.length() - SHORT);
    }

    private static String words(ServerFrame frame) {
        return switch (frame) {
            case ServerFrame.Welcome welcome ->
                "welcome epoch " + brief(welcome.epoch()) + " window " + welcome.window();
            case ServerFrame.Changes changes ->
                changes.conversations().stream()
                        .map(FrameWords::words)
                        .collect(Collectors.joining("; ", "changes ", ""));
            case ServerFrame.Current current ->
                "current mark " + brief(current.mark()) + " digest " + brief(current.digest());
            case ServerFrame.Sent sent ->
                "sent " + words(sent.conversation()) + " " + words(sent.id()) + " = " + sent.seq();
            case ServerFrame.Refused refused ->
                "refused " + words(refused.conversation()) + " " + words(refused.id()) + " " + refused.code();
            case ServerFrame.Cancelled cancelled ->
                "cancelled " + words(cancelled.conversation()) + " " + words(cancelled.id());
            case ServerFrame.Page page ->
                "page " + words(page.conversation()) + " head " + page.head() + " " + items(page.items())
                        + (page.more() ? " more" : "");
            case ServerFrame.Pushed pushed -> "message " + words(pushed.conversation()) + " " + words(pushed.entry());
            case ServerFrame.Receipt receipt ->
                "receipt " + words(receipt.conversation()) + " " + words(receipt.user()) + " "
                        + words(receipt.cursor());
            case ServerFrame.Changed changed -> "changed " + words(changed.conversation()) + " head " + changed.head();
            case ServerFrame.Counts counts -> "counts " + words(counts.conversation()) + " " + counts.members();
            case ServerFrame.Presences presences ->
                "presences " + presences.users().size();
            case ServerFrame.Typing typing -> "typing " + words(typing.conversation()) + " " + words(typing.user());
            case ServerFrame.Members members -> "members " + words(members.conversation()) + " " + members.count();
            case ServerFrame.Behind() -> "behind";
            case ServerFrame.Draining draining -> "draining";
            case ServerFrame.Failure failure -> "failure " + failure.code() + " " + failure.message();
        };
    }

    private static String words(ServerFrame.Change change) {
        return words(change.conversation()) + " head " + change.head() + " cursors "
                + change.cursors().stream()
                        .map(member -> words(member.user()) + " " + words(member.cursor()))
                        .toList()
                + change.group()
                        .map(group -> " group of " + group.members().size())
                        .orElse("")
                + " " + items(change.items());
    }

    private static String items(List<Item> items) {
        return items.stream()
                .map(item -> switch (item) {
                    case Entry entry -> words(entry);
                    case Skip skip -> skip.from() + "–" + skip.to() + " " + skip.reason();
                })
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String words(Entry entry) {
        return entry.seq() + " " + words(entry.from()) + " " + words(entry.id()) + " " + words(entry.content());
    }
}
