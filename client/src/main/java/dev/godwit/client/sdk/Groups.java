package dev.godwit.client.sdk;

import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Member;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Making and changing groups: as with messages, each is one local transaction that holds at once on this device and
/// goes out by itself. Whether it holds for the others is decided by the server in the order of the log; what could not
/// be done appears in the outbox as failed, with the reason.
///
/// People are named as in [Godwit#send(String, String)]; a name need not be known yet.
@SuppressWarnings("DoNotCallSuggester")
public final class Groups {
    /// @param title  1 to `Limits.MAX_TITLE_LENGTH` characters
    /// @param people who is to be in it, besides the user
    public Conversation create(String title, List<String> people) {
        throw new UnsupportedOperationException("being built");
    }

    public void add(long group, String person) {
        throw new UnsupportedOperationException("being built");
    }

    public void remove(long group, String person) {
        throw new UnsupportedOperationException("being built");
    }

    public void leave(long group) {
        throw new UnsupportedOperationException("being built");
    }

    public void setRole(long group, String person, Role role) {
        throw new UnsupportedOperationException("being built");
    }

    /// Replaces the title that this device knows; if somebody else has changed it meanwhile it fails as `stale`, and
    /// [Godwit#retry] applies it anyway.
    public void setTitle(long group, String title) {
        throw new UnsupportedOperationException("being built");
    }

    public void setHistory(long group, History history) {
        throw new UnsupportedOperationException("being built");
    }

    /// Makes a link by which others can join; [#address] is what to give them.
    ///
    /// @param uses     how many may join by it; empty for any number
    /// @param lifetime how long it works; empty for ever
    public GroupLink makeLink(long group, OptionalInt uses, Optional<Duration> lifetime) {
        throw new UnsupportedOperationException("being built");
    }

    public void revokeLink(long group, String code) {
        throw new UnsupportedOperationException("being built");
    }

    /// Links that work, as far as this device knows; for owners and admins.
    public List<GroupLink> links(long group) {
        throw new UnsupportedOperationException("being built");
    }

    /// The link as text: `SERVER/join#GROUP.CODE`.
    public String address(long group, GroupLink link) {
        throw new UnsupportedOperationException("being built");
    }

    /// Joins the group that this text, made by [#address], leads to.
    public Conversation join(String address) {
        throw new UnsupportedOperationException("being built");
    }

    /// Owners first, then admins, then by name. Of a large group those who are known here; [#loadMembers] gets
    /// the others.
    public List<Member> members(long group) {
        throw new UnsupportedOperationException("being built");
    }

    /// Asks the running engine for all members of a large group; they appear in [#members] as they come.
    public void loadMembers(long group) {
        throw new UnsupportedOperationException("being built");
    }
}
