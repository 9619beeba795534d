package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/// [GroupChange]s, to and from the contents of entries.
public final class GroupChangeCodec {
    public static final String BODY_TYPE = "application/vnd.godwit.group+json";

    /// The register that a new title expects something of.
    public static final String TITLE_REGISTER = "title";

    private GroupChangeCodec() {}

    public static Content write(GroupChange change) {
        return write(change, Optional.empty());
    }

    public static Content write(GroupChange change, Optional<Expect> expect) {
        byte[] data = Json.write(json -> {
            json.writeStartObject();
            writeFields(json, change);
            json.writeEndObject();
        });
        var body = new Body(BODY_TYPE, new String(data, UTF_8));
        return new Content(kind(change), OptionalLong.empty(), List.of(), List.of(), expect, body);
    }

    private static String kind(GroupChange change) {
        return switch (change) {
            case GroupChange.Create c -> Kinds.GROUP_CREATE;
            case GroupChange.Add a -> Kinds.GROUP_ADD;
            case GroupChange.Remove r -> Kinds.GROUP_REMOVE;
            case GroupChange.Leave l -> Kinds.GROUP_LEAVE;
            case GroupChange.SetRole r -> Kinds.GROUP_ROLE;
            case GroupChange.SetTitle t -> Kinds.GROUP_TITLE;
            case GroupChange.SetHistory h -> Kinds.GROUP_HISTORY;
            case GroupChange.MakeLink l -> Kinds.GROUP_LINK;
            case GroupChange.RevokeLink l -> Kinds.GROUP_UNLINK;
            case GroupChange.Join j -> Kinds.GROUP_JOIN;
            case GroupChange.Inherit i -> Kinds.SYS_INHERIT;
            case GroupChange.Scale s -> Kinds.SYS_SCALE;
        };
    }

    private static void writeFields(JsonGenerator json, GroupChange change) {
        switch (change) {
            case GroupChange.Create create -> {
                json.writeStringProperty("nonce", create.nonce());
                json.writeStringProperty("title", create.title());
                json.writeStringProperty("history", create.history().wire());
            }
            case GroupChange.Add add -> {
                json.writeName("users");
                json.writeStartArray();
                add.users().forEach(user -> json.writeString(user.value()));
                json.writeEndArray();
            }
            case GroupChange.Remove remove ->
                json.writeStringProperty("user", remove.user().value());
            case GroupChange.Leave() -> {}
            case GroupChange.SetRole set -> {
                json.writeStringProperty("user", set.user().value());
                json.writeStringProperty("role", set.role().wire());
            }
            case GroupChange.SetTitle set -> json.writeStringProperty("title", set.title());
            case GroupChange.SetHistory set ->
                json.writeStringProperty("history", set.history().wire());
            case GroupChange.MakeLink make -> writeLink(json, make.link());
            case GroupChange.RevokeLink revoke -> json.writeStringProperty("code", revoke.code());
            case GroupChange.Join join -> json.writeStringProperty("code", join.code());
            case GroupChange.Inherit inherit ->
                json.writeStringProperty("user", inherit.user().value());
            case GroupChange.Scale scale -> json.writeBooleanProperty("large", scale.large());
        }
    }

    /// Empty where the kind is not one of a group's, or one of a later version.
    public static Optional<GroupChange> read(Content content) throws BadFrameException {
        if (!Kinds.isKnownGroupChange(content.kind())) {
            return Optional.empty();
        }
        if (!content.body().type().equals(BODY_TYPE)) {
            throw new BadFrameException(Code.BAD_CONTENT, "The body of '" + content.kind() + "' is " + BODY_TYPE + ".");
        }
        var fields = new Fields(Json.read(content.body().data().getBytes(UTF_8)));
        return Optional.of(read(content.kind(), fields));
    }

    private static GroupChange read(String kind, Fields fields) throws BadFrameException {
        return switch (kind) {
            case Kinds.GROUP_CREATE ->
                new GroupChange.Create(fields.text("nonce", Limits.MAX_NONCE_LENGTH), title(fields), history(fields));
            case Kinds.GROUP_ADD -> new GroupChange.Add(users(fields));
            case Kinds.GROUP_REMOVE -> new GroupChange.Remove(fields.id("user", UserId::new));
            case Kinds.GROUP_LEAVE -> new GroupChange.Leave();
            case Kinds.GROUP_ROLE -> new GroupChange.SetRole(fields.id("user", UserId::new), readRole(fields, "role"));
            case Kinds.GROUP_TITLE -> new GroupChange.SetTitle(title(fields));
            case Kinds.GROUP_HISTORY -> new GroupChange.SetHistory(history(fields));
            case Kinds.GROUP_LINK -> new GroupChange.MakeLink(readLink(fields));
            case Kinds.GROUP_UNLINK -> new GroupChange.RevokeLink(fields.text("code", 64));
            case Kinds.GROUP_JOIN -> new GroupChange.Join(fields.text("code", 64));
            case Kinds.SYS_INHERIT -> new GroupChange.Inherit(fields.id("user", UserId::new));
            case Kinds.SYS_SCALE -> new GroupChange.Scale(fields.bool("large"));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static String title(Fields fields) throws BadFrameException {
        String title = fields.text("title", Limits.MAX_TITLE_LENGTH);
        if (title.isBlank()) {
            throw fields.wrong("title", "must have something to read in it");
        }
        return title;
    }

    private static List<UserId> users(Fields fields) throws BadFrameException {
        List<UserId> users = fields.idList("users", Limits.MAX_ADDED, 64, UserId::new);
        if (users.isEmpty()) {
            throw fields.wrong("users", "must not be empty");
        }
        return users;
    }

    static History history(Fields fields) throws BadFrameException {
        return History.fromWire(fields.text("history", 32))
                .orElseThrow(() -> fields.wrong("history", "is 'joined' or 'all'"));
    }

    static Role readRole(Fields fields, String name) throws BadFrameException {
        return Role.fromWire(fields.text(name, 32))
                .orElseThrow(() -> fields.wrong(name, "is 'member', 'admin' or 'owner'"));
    }

    static GroupLink readLink(Fields fields) throws BadFrameException {
        String code = fields.text("code", 64);
        long uses = fields.number("uses", 0, Limits.MAX_NUMBER);
        long until = fields.number("until", 0, Limits.MAX_NUMBER);
        try {
            return new GroupLink(code, uses, until);
        } catch (IllegalArgumentException e) {
            throw fields.wrong("code", String.valueOf(e.getMessage()));
        }
    }

    static void writeLink(JsonGenerator json, GroupLink link) {
        json.writeStringProperty("code", link.code());
        json.writeNumberProperty("uses", link.uses());
        json.writeNumberProperty("until", link.until());
    }
}
