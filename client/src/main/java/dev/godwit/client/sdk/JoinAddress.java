package dev.godwit.client.sdk;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.GroupLink;
import java.net.URI;
import java.util.Locale;

/// A group's link as people pass it on: `SERVER/join#GROUP.CODE`. What stands behind the `#` is never sent
/// to a server by who opens it.
record JoinAddress(ConversationId group, String code) {
    static String write(URI server, ConversationId group, String code) {
        return base(server.toString()) + "/join#" + group + '.' + code;
    }

    /// @param server the profile's own
    static JoinAddress read(String address, URI server) {
        String text = address.strip();
        int hash = text.indexOf('#');
        int dot = text.indexOf('.', Math.max(hash, 0));
        if (hash < 0 || dot < 0 || !text.substring(0, hash).endsWith("/join")) {
            throw bad();
        }
        String there = base(text.substring(0, hash - "/join".length()));
        if (!there.equals(base(server.toString()))) {
            throw new GodwitException(
                    "other_server",
                    "This link leads to a group on " + there + ".",
                    "Use a profile with an account there.");
        }
        try {
            var group = new ConversationId(text.substring(hash + 1, dot));
            var link = new GroupLink(text.substring(dot + 1), 0, 0);
            if (group.type() != ConversationType.GROUP) {
                throw bad();
            }
            return new JoinAddress(group, link.code());
        } catch (IllegalArgumentException e) {
            throw bad();
        }
    }

    private static String base(String server) {
        String whole = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
        return whole.toLowerCase(Locale.ROOT);
    }

    private static GodwitException bad() {
        return new GodwitException(
                "bad_link", "That is no link to a group.", "Copy the whole of it: it ends with '#', an id and a code.");
    }
}
