package dev.godwit.client.core;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Members of groups that are too large to be told with everything else: page by page, when somebody wants
/// to see them. One page at a time, and its names before the next, so that ten thousand members are never
/// asked for at once. What a lost connection interrupts goes on behind the last page.
final class MemberPages {
    private static final long PAUSE_MILLIS = 1_000;

    private record Request(long rid, ConversationId conversation, long sentAt) {}

    private final Rids rids;
    private final Directory directory;
    /// With the last member who is here.
    private final Map<ConversationId, Optional<UserId>> wanted = new LinkedHashMap<>();

    private Optional<Request> request = Optional.empty();
    private boolean served;
    private long pausedUntil;

    MemberPages(Rids rids, Directory directory) {
        this.rids = rids;
        this.directory = directory;
    }

    void want(ConversationId conversation) {
        wanted.putIfAbsent(conversation, Optional.empty());
    }

    void welcomed(List<String> features) {
        served = features.contains(ServerFrame.Welcome.GROUPS);
    }

    void connectionLost() {
        served = false;
        request = Optional.empty();
        pausedUntil = 0;
    }

    OptionalLong oldest() {
        return request.isPresent() ? OptionalLong.of(request.get().sentAt()) : OptionalLong.empty();
    }

    void pump(Turn turn) {
        if (!served || request.isPresent() || wanted.isEmpty() || directory.isNaming()) {
            return;
        }
        if (turn.now() < pausedUntil) {
            turn.wakeBy(pausedUntil);
            return;
        }
        var next = wanted.entrySet().iterator().next();
        request = Optional.of(new Request(rids.next(), next.getKey(), turn.now()));
        turn.act(new Action.SendFrame(
                new ClientFrame.Members(request.get().rid(), next.getKey(), next.getValue(), Limits.MAX_PAGE)));
    }

    void page(Turn turn, ServerFrame.Members page) {
        if (request.isEmpty() || request.get().rid() != page.rid()) {
            return;
        }
        ConversationId conversation = request.get().conversation();
        request = Optional.empty();
        List<UserId> users = page.members().stream().map(GroupView.Member::user).toList();
        directory.meets(users);
        turn.write(new StoreOp.PutMembers(conversation, page.members(), page.count()));
        if (page.more() && !users.isEmpty()) {
            wanted.put(conversation, Optional.of(users.getLast()));
        } else {
            wanted.remove(conversation);
        }
    }

    void failed(Turn turn, long rid, Code code) {
        if (request.isEmpty() || request.get().rid() != rid) {
            return;
        }
        if (code.isPermanent()) {
            wanted.remove(request.get().conversation());
        } else {
            pausedUntil = turn.now() + PAUSE_MILLIS;
        }
        request = Optional.empty();
    }
}
