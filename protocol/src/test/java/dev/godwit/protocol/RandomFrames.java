package dev.godwit.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Any frame that could be said, with a liking for edges; the same seed, the same frames.
final class RandomFrames {
    private static final String[] PIECES = {
        "",
        "a",
        "Hello",
        " ",
        "\n",
        "\t",
        "\"",
        "\\",
        "/",
        "\u0000",
        "\u001f",
        "\u007f",
        "\u2028",
        "\u2029",
        "\uFEFF",
        "\uFFFF",
        "é",
        "e\u0301",
        "שלום",
        "مرحبا",
        "\u202e",
        "漢字",
        "👋🏽",
        "👩‍👩‍👧‍👦",
        "\uD800\uDC00",
        "\uDBFF\uDFFF",
        "</script>",
        "{}",
        "null",
        "\\u0041",
        "\r\n"
    };
    private static final String ID_CHARACTERS = "ABCXYZabcxyz0189-_.";

    private final RandomGenerator random;

    RandomFrames(RandomGenerator random) {
        this.random = random;
    }

    Object next(Wire wire) {
        return switch (wire) {
            case CLIENT -> client();
            case SERVER -> server();
        };
    }

    private ClientFrame client() {
        return switch (random.nextInt(10)) {
            case 0 ->
                new ClientFrame.Hello(
                        random.nextInt(3) == 0 ? random.nextInt(Integer.MAX_VALUE) : Limits.VERSION,
                        maybe(() -> text(40)),
                        text(20),
                        maybe(() -> text(20)),
                        maybe(() -> text(40)),
                        maybe(() -> new StateDigest(random.nextInt(), random.nextInt()).toString()),
                        cursors());
            case 1 ->
                new ClientFrame.Send(
                        conversation(random), id(), maybe(this::id), maybe(() -> UserId.random(random)), content());
            case 2 -> new ClientFrame.Cancel(conversation(random), id(), maybe(() -> UserId.random(random)));
            case 3 ->
                new ClientFrame.Sync(
                        number(0),
                        conversation(random),
                        random.nextBoolean() ? ClientFrame.Direction.AFTER : ClientFrame.Direction.BEFORE,
                        number(1),
                        1 + random.nextInt(Limits.MAX_PAGE));
            case 4 -> new ClientFrame.Receipts(cursors());
            case 5 ->
                new ClientFrame.Watch(
                        several(Limits.MAX_WATCHED_CONVERSATIONS, () -> conversation(random)),
                        several(5, () -> UserId.random(random)));
            case 6 ->
                new ClientFrame.Presence(
                        oneOf(PresenceState.values()),
                        random.nextBoolean()
                                ? OptionalLong.of(1 + random.nextLong(Limits.MAX_PRESENCE_TTL))
                                : OptionalLong.empty());
            case 7 -> new ClientFrame.Typing(conversation(random), random.nextBoolean());
            case 8 ->
                new ClientFrame.Members(
                        number(0),
                        conversation(random),
                        maybe(() -> UserId.random(random)),
                        1 + random.nextInt(Limits.MAX_PAGE));
            default -> new ClientFrame.Check(maybe(() -> text(40)));
        };
    }

    private ServerFrame server() {
        return switch (random.nextInt(17)) {
            case 0 ->
                new ServerFrame.Welcome(
                        text(20),
                        UserId.random(random),
                        DeviceId.random(random),
                        number(0),
                        1 + random.nextInt(1000),
                        random.nextBoolean(),
                        several(3, () -> text(20)));
            case 1 -> new ServerFrame.Changes(several(4, this::change));
            case 2 -> new ServerFrame.Current(text(40), new StateDigest(random.nextInt(), random.nextInt()).toString());
            case 3 -> new ServerFrame.Sent(conversation(random), id(), number(1), number(0));
            case 4 ->
                new ServerFrame.Refused(conversation(random), id(), code(), text(100), maybeNumber(0), maybeNumber(0));
            case 5 -> new ServerFrame.Cancelled(conversation(random), id());
            case 6 ->
                new ServerFrame.Page(
                        number(0), conversation(random), several(6, this::item), number(0), random.nextBoolean());
            case 7 -> new ServerFrame.Pushed(conversation(random), entry());
            case 8 -> new ServerFrame.Receipt(conversation(random), UserId.random(random), cursor());
            case 9 -> new ServerFrame.Behind();
            case 10 -> new ServerFrame.Draining(number(0));
            case 11 -> new ServerFrame.Changed(conversation(random), number(0));
            case 12 ->
                new ServerFrame.Counts(
                        conversation(random),
                        random.nextInt(Integer.MAX_VALUE),
                        random.nextInt(Integer.MAX_VALUE),
                        several(4, () -> new ServerFrame.Readers(number(0), random.nextInt(100_000))));
            case 13 ->
                new ServerFrame.Presences(several(
                        4,
                        () -> new ServerFrame.Presence(
                                UserId.random(random), oneOf(PresenceState.values()), maybeNumber(0))));
            case 14 -> new ServerFrame.Typing(conversation(random), UserId.random(random), random.nextBoolean());
            case 15 ->
                new ServerFrame.Members(
                        number(0),
                        conversation(random),
                        several(4, this::member),
                        random.nextInt(Integer.MAX_VALUE),
                        random.nextBoolean());
            default -> new ServerFrame.Failure(code(), text(100), text(100), maybeNumber(0));
        };
    }

    private ServerFrame.Change change() {
        return new ServerFrame.Change(
                conversation(random),
                several(3, () -> UserId.random(random)),
                maybe(this::group),
                number(0),
                several(3, () -> new ServerFrame.MemberCursor(UserId.random(random), cursor())),
                several(5, this::item));
    }

    private GroupView group() {
        return new GroupView(
                number(0),
                text(40),
                number(0),
                oneOf(History.values()),
                random.nextBoolean(),
                random.nextInt(Integer.MAX_VALUE),
                maybe(() -> oneOf(Role.values())),
                several(4, this::member),
                several(2, () -> new GroupLink(GroupLink.newCode(random), number(0), number(0))));
    }

    private GroupView.Member member() {
        return new GroupView.Member(UserId.random(random), oneOf(Role.values()));
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private Item item() {
        if (random.nextInt(4) == 0) {
            long from = number(1);
            long to = from + random.nextLong(Limits.MAX_NUMBER - from + 1);
            return new Skip(from, to, random.nextBoolean() ? Skip.RETENTION : text(30));
        }
        return entry();
    }

    private Entry entry() {
        return new Entry(number(1), number(0), UserId.random(random), DeviceId.random(random), id(), content());
    }

    Content content() {
        return new Content(
                kind(),
                maybeNumber(1),
                several(4, () -> UserId.random(random)),
                several(3, () -> text(20)),
                maybe(() -> new Expect('r' + text(30), number(0))),
                new Body(text(30), text(300)));
    }

    static ConversationId conversation(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> ConversationId.direct(UserId.random(random), UserId.random(random));
            case 1 -> ConversationId.group(UserId.random(random), Long.toString(random.nextLong()));
            default -> ConversationId.account(UserId.random(random));
        };
    }

    private ClientMessageId id() {
        var out = new StringBuilder();
        int length = 1 + random.nextInt(ClientMessageId.MAX_LENGTH);
        for (int i = 0; i < length; i++) {
            out.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        return new ClientMessageId(out.toString());
    }

    private String kind() {
        return switch (random.nextInt(4)) {
            case 0 -> Kinds.MESSAGE;
            case 1 -> Kinds.EDIT;
            case 2 -> "x.y-z_1";
            default -> "k".repeat(1 + random.nextInt(32));
        };
    }

    private Code code() {
        List<Code> codes = List.of(Code.values());
        return codes.get(random.nextInt(codes.size()));
    }

    private List<ClientFrame.OwnCursor> cursors() {
        return several(4, () -> new ClientFrame.OwnCursor(conversation(random), cursor()));
    }

    private Cursor cursor() {
        return new Cursor(number(0), number(0));
    }

    private long number(long min) {
        return switch (random.nextInt(5)) {
            case 0 -> min;
            case 1 -> Limits.MAX_NUMBER;
            case 2 -> min + random.nextInt(100);
            case 3 -> min + random.nextLong(Integer.MAX_VALUE * 4L);
            default -> min + random.nextLong(Limits.MAX_NUMBER - min);
        };
    }

    private String text(int maxLength) {
        var out = new StringBuilder();
        int pieces = random.nextInt(8);
        for (int i = 0; i < pieces; i++) {
            String piece = PIECES[random.nextInt(PIECES.length)];
            if (out.length() + piece.length() <= maxLength) {
                out.append(piece);
            }
        }
        return out.toString();
    }

    private OptionalLong maybeNumber(long min) {
        return random.nextBoolean() ? OptionalLong.of(number(min)) : OptionalLong.empty();
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> several(int max, Supplier<T> value) {
        var out = new ArrayList<T>();
        for (int i = random.nextInt(max + 1); i > 0; i--) {
            out.add(value.get());
        }
        return out;
    }
}
