package dev.godwit.protocol;

import tools.jackson.core.JsonGenerator;

/// [GroupView]s as they stand in frames.
final class GroupViewCodec {
    private GroupViewCodec() {}

    static void write(JsonGenerator json, GroupView group) {
        json.writeStartObject();
        json.writeNumberProperty("seq", group.seq());
        json.writeStringProperty("title", group.title());
        json.writeNumberProperty("title_version", group.titleVersion());
        json.writeStringProperty("history", group.history().wire());
        json.writeBooleanProperty("large", group.large());
        json.writeNumberProperty("count", group.count());
        group.role().ifPresent(role -> json.writeStringProperty("role", role.wire()));
        json.writeName("members");
        json.writeStartArray();
        group.members().forEach(member -> writeMember(json, member));
        json.writeEndArray();
        if (!group.links().isEmpty()) {
            json.writeName("links");
            json.writeStartArray();
            for (var link : group.links()) {
                json.writeStartObject();
                GroupChangeCodec.writeLink(json, link);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    static void writeMember(JsonGenerator json, GroupView.Member member) {
        json.writeStartObject();
        json.writeStringProperty("user", member.user().value());
        json.writeStringProperty("role", member.role().wire());
        json.writeEndObject();
    }

    static GroupView read(Fields fields) throws BadFrameException {
        return new GroupView(
                fields.number("seq", 0, Limits.MAX_NUMBER),
                fields.text("title", Limits.MAX_TITLE_LENGTH),
                fields.optionalNumber("title_version", 0, Limits.MAX_NUMBER).orElse(0),
                GroupChangeCodec.history(fields),
                fields.bool("large"),
                (int) fields.number("count", 0, Integer.MAX_VALUE),
                fields.optionalText("role", 32).flatMap(Role::fromWire),
                fields.list("members", Limits.MAX_MEMBERS, GroupViewCodec::readMember),
                fields.list("links", Limits.MAX_LINKS, GroupChangeCodec::readLink));
    }

    static GroupView.Member readMember(Fields member) throws BadFrameException {
        return new GroupView.Member(member.id("user", UserId::new), GroupChangeCodec.readRole(member, "role"));
    }
}
