package dev.godwit.server.log;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Expect;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState.Person;
import dev.godwit.server.log.ConversationState.Stay;
import dev.godwit.server.log.World.Told;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// One group of a [World], and what people do in it. Nothing is decided before [#settle].
final class Club {
    static final String CODE = "7k3m9q2x5v8n1b4c6d0f7g2h3j";
    static final String OTHER_CODE = "0k3m9q2x5v8n1b4c6d0f7g2h3j";

    final World world;
    final ConversationId id = ConversationId.group(World.ALICE.user(), "nonce");
    private int count;

    Club(World world) {
        this.world = world;
    }

    /// Alice's, with these members besides her.
    static Club of(Author... members) {
        return of(new World(), History.JOINED, members);
    }

    static Club of(World world, History history, Author... members) {
        var club = new Club(world);
        club.change(World.ALICE, new GroupChange.Create("nonce", "Birds", history));
        for (Author member : members) {
            club.add(World.ALICE, member);
        }
        club.settle();
        return club;
    }

    Club settle() {
        world.settle();
        return this;
    }

    Club withAdmin(Author author) {
        return withRole(author, Role.ADMIN);
    }

    Club withRole(Author author, Role role) {
        role(World.ALICE, author, role);
        return settle();
    }

    Told send(Author author, String messageId, Optional<String> after, Content content) {
        return world.send(
                author,
                new ClientFrame.Send(
                        id,
                        new ClientMessageId(messageId),
                        after.map(ClientMessageId::new),
                        Optional.empty(),
                        content));
    }

    Told send(Author author, Content content) {
        count++;
        return send(author, "c" + count, Optional.empty(), content);
    }

    Told change(Author author, GroupChange change) {
        return send(author, GroupChangeCodec.write(change));
    }

    Told say(Author author, String text) {
        return send(author, Content.message(text));
    }

    Told add(Author author, Author... added) {
        return change(
                author,
                new GroupChange.Add(Arrays.stream(added).map(Author::user).toList()));
    }

    Told remove(Author author, Author removed) {
        return change(author, new GroupChange.Remove(removed.user()));
    }

    Told leave(Author author) {
        return change(author, new GroupChange.Leave());
    }

    Told role(Author author, Author whose, Role role) {
        return change(author, new GroupChange.SetRole(whose.user(), role));
    }

    Told title(Author author, String title, long version) {
        return send(
                author,
                GroupChangeCodec.write(
                        new GroupChange.SetTitle(title),
                        Optional.of(new Expect(GroupChangeCodec.TITLE_REGISTER, version))));
    }

    Told link(Author author, long uses, long until) {
        return change(author, new GroupChange.MakeLink(new GroupLink(CODE, uses, until)));
    }

    Told join(Author author) {
        return change(author, new GroupChange.Join(CODE));
    }

    Told cancel(Author author, String messageId) {
        var told = new Told();
        world.log.cancel(author, new ClientFrame.Cancel(id, new ClientMessageId(messageId), Optional.empty()), told);
        return told;
    }

    Outcome cancelled(Author author, String messageId) {
        var told = cancel(author, messageId);
        settle();
        return told.only();
    }

    /// Puts people into the store, past all rules, until there are that many.
    void fillTo(int members) {
        var before = head();
        var state = before.state();
        var people = new HashSet<UserId>();
        while (state.count() < members) {
            var user = UserId.random(World.RANDOM);
            people.add(user);
            state = state.with(user, new Person(List.of(Stay.from(before.seq() + 1)), Optional.of(Role.MEMBER), false));
        }
        var entry = new Entry(
                before.seq() + 1,
                before.at(),
                World.ALICE.user(),
                World.ALICE.device(),
                new ClientMessageId("filling"),
                Content.message("they all came at once"));
        var _ = world.store
                .log()
                .append(new Append(id, before.seq(), List.of(entry), List.of(), state, Touched.people(people)));
        settle();
        world.restart(world.store.reopen());
    }

    List<Entry> entries() {
        return world.entries(id);
    }

    List<String> kinds() {
        return entries().stream().map(entry -> entry.content().kind()).toList();
    }

    Head head() {
        return world.stored(id);
    }

    List<UserId> members() {
        return head().state().members();
    }

    Optional<Role> roleOf(Author author) {
        return Group.of(head()).role(author.user());
    }

    GroupView view(Author viewer) {
        return GroupViews.of(head(), viewer.user(), world.now).orElseThrow();
    }

    /// Seqs that somebody may see.
    List<Long> visibleTo(Author viewer) {
        var visibility = Visibility.of(head(), viewer.user());
        return entries().stream().map(Entry::seq).filter(visibility::includes).toList();
    }
}
