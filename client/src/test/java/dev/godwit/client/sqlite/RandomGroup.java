package dev.godwit.client.sqlite;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// A group's log as a server would have it: each entry is allowed by those before it. One person stays in
/// it all the time.
final class RandomGroup {
    private static final int LARGE = 7;

    private record State(
            Map<UserId, Role> members,
            String title,
            long titleVersion,
            History history,
            boolean large,
            Map<String, GroupLink> links) {
        State copy() {
            return new State(new TreeMap<>(members), title, titleVersion, history, large, new LinkedHashMap<>(links));
        }
    }

    private final UserId stays;
    private final Random random;
    private final String nonce;
    private final List<UserId> people = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private State now = new State(new TreeMap<>(), "", 0, History.JOINED, false, new LinkedHashMap<>());
    private int ids;

    RandomGroup(UserId stays, Random random) {
        this.stays = stays;
        this.random = random;
        this.nonce = "n" + random.nextInt(1_000_000);
        for (int i = 0; i < 12; i++) {
            people.add(UserId.random(random));
        }
        now.members().put(stays, Role.OWNER);
        now = new State(now.members(), "Begin", 0, History.JOINED, false, now.links());
        append(stays, new GroupChange.Create(nonce, "Begin", History.JOINED), Optional.empty());
    }

    /// The same up to this seq; then it goes its own way.
    RandomGroup copy(int seq, Random other) {
        var copy = new RandomGroup(stays, nonce, people, other);
        copy.entries.addAll(entries.subList(0, seq));
        copy.states.addAll(states.subList(0, seq));
        copy.now = state(seq).copy();
        copy.ids = 100_000;
        return copy;
    }

    private RandomGroup(UserId stays, String nonce, List<UserId> people, Random random) {
        this.stays = stays;
        this.nonce = nonce;
        this.people.addAll(people);
        this.random = random;
    }

    ConversationId id() {
        return ConversationId.group(stays, nonce);
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    private State state(long seq) {
        return states.get((int) seq - 1);
    }

    Map<UserId, Role> members(long seq) {
        return state(seq).members();
    }

    GroupView view(long seq) {
        State state = state(seq);
        Role role = state.members().getOrDefault(stays, Role.MEMBER);
        var members = new ArrayList<GroupView.Member>();
        if (!state.large()) {
            state.members().forEach((user, each) -> members.add(new GroupView.Member(user, each)));
        }
        return new GroupView(
                seq,
                state.title(),
                state.titleVersion(),
                state.history(),
                state.large(),
                state.members().size(),
                Optional.of(role),
                members,
                role == Role.MEMBER ? List.of() : List.copyOf(state.links().values()));
    }

    void grow(int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    private UserId any(List<UserId> users) {
        return users.get(random.nextInt(users.size()));
    }

    private List<UserId> in() {
        return now.members().keySet().stream()
                .filter(user -> !user.equals(stays))
                .toList();
    }

    private UserId owner() {
        return now.members().entrySet().stream()
                .filter(each -> each.getValue() == Role.OWNER)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(stays);
    }

    private void step() {
        List<UserId> in = in();
        List<UserId> out =
                people.stream().filter(user -> !now.members().containsKey(user)).toList();
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                if (!out.isEmpty()) {
                    // Somebody who is in already may be named too: that changes nothing for them.
                    var users = new ArrayList<>(List.of(any(out)));
                    if (!in.isEmpty() && random.nextBoolean()) {
                        users.add(any(in));
                    }
                    users.forEach(user -> now.members().putIfAbsent(user, Role.MEMBER));
                    append(owner(), new GroupChange.Add(users), Optional.empty());
                }
            }
            case 3 -> leave(in);
            case 4 -> {
                if (!in.isEmpty()) {
                    UserId gone = any(in);
                    UserId by = owner();
                    if (!gone.equals(by)) {
                        now.members().remove(gone);
                        append(by, new GroupChange.Remove(gone), Optional.empty());
                    }
                }
            }
            case 5 -> role(in);
            case 6 -> {
                String title = "Title " + entries.size();
                long before = now.titleVersion();
                now = new State(now.members(), title, entries.size() + 1L, now.history(), now.large(), now.links());
                append(
                        owner(),
                        new GroupChange.SetTitle(title),
                        Optional.of(new Expect(GroupChangeCodec.TITLE_REGISTER, before)));
            }
            case 7 -> {
                History history = random.nextBoolean() ? History.ALL : History.JOINED;
                now = new State(now.members(), now.title(), now.titleVersion(), history, now.large(), now.links());
                append(owner(), new GroupChange.SetHistory(history), Optional.empty());
            }
            case 8 -> link();
            default -> join(out);
        }
        scale();
    }

    private void leave(List<UserId> in) {
        if (in.isEmpty()) {
            return;
        }
        UserId gone = any(in);
        boolean last = now.members().get(gone) == Role.OWNER
                && now.members().values().stream()
                                .filter(role -> role == Role.OWNER)
                                .count()
                        == 1;
        now.members().remove(gone);
        append(gone, new GroupChange.Leave(), Optional.empty());
        if (last) {
            now.members().put(stays, Role.OWNER);
            append(gone, new GroupChange.Inherit(stays), Optional.empty());
        }
    }

    private void role(List<UserId> in) {
        var users = new ArrayList<>(in);
        users.add(stays);
        UserId user = any(users);
        UserId by = owner();
        Role role = List.of(Role.MEMBER, Role.ADMIN, Role.OWNER).get(random.nextInt(3));
        if (!user.equals(by) && now.members().get(user) != role) {
            now.members().put(user, role);
            append(by, new GroupChange.SetRole(user, role), Optional.empty());
        }
    }

    private void link() {
        if (!now.links().isEmpty() && random.nextBoolean()) {
            String code = now.links().keySet().iterator().next();
            now.links().remove(code);
            append(owner(), new GroupChange.RevokeLink(code), Optional.empty());
        } else {
            var link = new GroupLink(GroupLink.newCode(random), random.nextInt(3), 0);
            now.links().put(link.code(), link);
            append(owner(), new GroupChange.MakeLink(link), Optional.empty());
        }
    }

    private void join(List<UserId> out) {
        if (out.isEmpty() || now.links().isEmpty()) {
            return;
        }
        GroupLink link = now.links().values().iterator().next();
        if (link.uses() == 1) {
            now.links().remove(link.code());
        } else if (link.uses() > 1) {
            now.links().put(link.code(), new GroupLink(link.code(), link.uses() - 1, link.until()));
        }
        UserId user = any(out);
        now.members().put(user, Role.MEMBER);
        append(user, new GroupChange.Join(link.code()), Optional.empty());
    }

    private void scale() {
        boolean large = now.members().size() >= LARGE;
        if (large != now.large()) {
            now = new State(now.members(), now.title(), now.titleVersion(), now.history(), large, now.links());
            append(owner(), new GroupChange.Scale(large), Optional.empty());
        }
    }

    private void append(UserId from, GroupChange change, Optional<Expect> expect) {
        long seq = entries.size() + 1L;
        entries.add(ProfileFixture.entry(seq, from, "x" + ids++, GroupChangeCodec.write(change, expect)));
        states.add(now.copy());
    }
}
