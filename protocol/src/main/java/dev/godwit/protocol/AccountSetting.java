package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One entry of an account log: from here on this name has this value, on all of the user's devices. The
/// last one in the log counts.
///
/// @param name  for the server's eyes too: `contact:USER`, `block:USER`, `presence.audience`; others as the
///   clients agree, such as `mute:CONVERSATION`, `draft:CONVERSATION`, `presence.status`
/// @param value empty where the name is taken out
public record AccountSetting(String name, Optional<String> value) {
    public static final String BODY_TYPE = "application/vnd.godwit.setting+json";

    /// Somebody whom the user knows; the value is what they call them, or empty text.
    public static final String CONTACT = "contact:";

    /// Somebody who cannot write to the user or see them; the value is empty text.
    public static final String BLOCK = "block:";

    /// Who sees the user's presence: `everybody`, `contacts` or `nobody`.
    public static final String PRESENCE_AUDIENCE = "presence.audience";

    /// `busy`, until it is taken out: what every device of the user is to say.
    public static final String PRESENCE_STATUS = "presence.status";

    /// Until when a conversation makes no noise, milliseconds since 1970 UTC; 0 for always.
    public static final String MUTE = "mute:";

    /// What was begun and not sent.
    public static final String DRAFT = "draft:";

    public AccountSetting {
        if (name.isEmpty() || name.length() > Limits.MAX_SETTING_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "a setting's name has 1 to " + Limits.MAX_SETTING_NAME_LENGTH + " characters");
        }
    }

    public Content toContent() {
        byte[] data = Json.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("name", name);
            value.ifPresent(text -> json.writeStringProperty("value", WellFormed.of(text)));
            json.writeEndObject();
        });
        var body = new Body(BODY_TYPE, new String(data, UTF_8));
        return new Content(Kinds.SETTING, OptionalLong.empty(), List.of(), List.of(), Optional.empty(), body);
    }

    /// Empty where the content is none.
    public static Optional<AccountSetting> read(Content content) throws BadFrameException {
        if (!content.kind().equals(Kinds.SETTING)) {
            return Optional.empty();
        }
        if (!content.body().type().equals(BODY_TYPE)) {
            throw new BadFrameException(Code.BAD_CONTENT, "The body of a setting is " + BODY_TYPE + ".");
        }
        var fields = new Fields(Json.read(content.body().data().getBytes(UTF_8)));
        String name = fields.text("name", Limits.MAX_SETTING_NAME_LENGTH);
        if (name.isEmpty()) {
            throw fields.wrong("name", "must not be empty");
        }
        return Optional.of(new AccountSetting(name, fields.optionalText("value", Limits.MAX_SETTING_LENGTH)));
    }
}
