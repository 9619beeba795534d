package dev.godwit.client.sdk;

import dev.godwit.client.sqlite.GroupWrites;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Member;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/// Making and changing groups: as with messages, each is one local transaction that holds at once on this
/// device and goes out by itself. Whether it holds for the others is decided by the server in the order of
/// the log; what could not be done appears in the outbox as failed, with the reason.
///
/// People are named as in [Godwit#send(String, String)]; a name need not be known yet.
public final class Groups {
    private final LocalProfile local;
    private final Runnable written;
    private final Consumer<ConversationId> loader;

    /// @param written called after each change
    /// @param loader  asks the engine for all members
    Groups(LocalProfile local, Runnable written, Consumer<ConversationId> loader) {
        this.local = local;
        this.written = written;
        this.loader = loader;
    }

    private <T> T write(Function<GroupWrites, T> work) {
        T result = local.writeGroups(work);
        written.run();
        return result;
    }

    private void change(Consumer<GroupWrites> work) {
        write(writes -> {
            work.accept(writes);
            return writes;
        });
    }

    private Conversation conversation(long key) {
        return local.read(views -> views.conversation(key)).orElseThrow();
    }

    /// @param title  1 to `Limits.MAX_TITLE_LENGTH` characters
    /// @param people who is to be in it, besides the user
    public Conversation create(String title, List<String> people) {
        return conversation(write(writes -> writes.create(title, people)));
    }

    public void add(long group, String person) {
        change(writes -> writes.add(group, person));
    }

    public void remove(long group, String person) {
        change(writes -> writes.remove(group, person));
    }

    public void leave(long group) {
        change(writes -> writes.leave(group));
    }

    public void setRole(long group, String person, Role role) {
        change(writes -> writes.setRole(group, person, role));
    }

    /// Replaces the title that this device knows; if somebody else has changed it meanwhile it fails as
    /// `stale`, and [Godwit#retry] applies it anyway.
    public void setTitle(long group, String title) {
        change(writes -> writes.setTitle(group, title));
    }

    public void setHistory(long group, History history) {
        change(writes -> writes.setHistory(group, history));
    }

    /// Makes a link by which others can join; [#address] is what to give them.
    ///
    /// @param uses     how many may join by it; empty for any number
    /// @param lifetime how long it works; empty for ever
    public GroupLink makeLink(long group, OptionalInt uses, Optional<Duration> lifetime) {
        return write(writes -> writes.makeLink(group, uses, lifetime));
    }

    public void revokeLink(long group, String code) {
        change(writes -> writes.revokeLink(group, code));
    }

    /// Links that work, as far as this device knows; for owners and admins.
    public List<GroupLink> links(long group) {
        return local.read(views -> views.links(group));
    }

    /// The link as text: `SERVER/join#GROUP.CODE`.
    public String address(long group, GroupLink link) {
        return JoinAddress.write(server(), id(group), link.code());
    }

    /// Joins the group that this text, made by [#address], leads to.
    public Conversation join(String address) {
        JoinAddress place = JoinAddress.read(address, server());
        return conversation(write(writes -> writes.join(place.group(), place.code())));
    }

    /// Owners first, then admins, then by name. Of a large group those who are known here; [#loadMembers]
    /// gets the others.
    public List<Member> members(long group) {
        return local.read(views -> views.members(group));
    }

    /// Asks the running engine for all members of a large group; they appear in [#members] as they come.
    public void loadMembers(long group) {
        loader.accept(id(group));
    }

    private ConversationId id(long group) {
        return local.read(views -> views.conversation(group))
                .flatMap(Conversation::id)
                .orElseThrow(() -> new GodwitException(
                        GodwitException.NO_CONVERSATION,
                        "There is no such group on this device.",
                        "Look at the list of conversations."));
    }

    private URI server() {
        return URI.create(local.requireAccount().server());
    }
}
