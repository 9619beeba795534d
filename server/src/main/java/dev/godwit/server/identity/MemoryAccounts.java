package dev.godwit.server.identity;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Accounts in memory: for tests and simulation, under the same contract as the real stores.
public final class MemoryAccounts implements Accounts {
    private final Map<String, Stored> byKey = new HashMap<>();
    private final Set<String> skeletons = new HashSet<>();
    private final Map<UserId, Stored> byId = new HashMap<>();
    private final Map<String, Ticket> invitations = new HashMap<>();
    private final Map<DeviceId, UserId> devices = new HashMap<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, String> tokenHashes = new HashMap<>();

    private record Stored(Account account, String passwordHash) {}

    private record Ticket(boolean setup, Instant expires) {}

    @Override
    public synchronized boolean isEmpty() {
        return byId.isEmpty();
    }

    @Override
    public synchronized Creation create(NewAccount account) {
        return store(account, false);
    }

    @Override
    public synchronized InvitedCreation createInvited(NewAccount account, String invitationHash) {
        Ticket ticket = invitations.get(invitationHash);
        if (ticket == null || !ticket.expires().isAfter(account.created())) {
            return new InvitedCreation.NoInvitation();
        }
        return switch (store(account, ticket.setup())) {
            case Creation.Created(Account created) -> {
                invitations.remove(invitationHash);
                yield new InvitedCreation.Created(created);
            }
            case Creation.NameTaken _ -> new InvitedCreation.NameTaken();
            case Creation.LooksTaken _ -> new InvitedCreation.LooksTaken();
        };
    }

    private Creation store(NewAccount fresh, boolean administrator) {
        var account = new Account(fresh.id(), fresh.name().shown(), administrator, fresh.created());
        var stored = new Stored(account, fresh.passwordHash());
        var looks = fresh.name().skeletons();
        if (byKey.containsKey(fresh.name().key())) {
            return new Creation.NameTaken();
        }
        if (!Collections.disjoint(skeletons, looks)) {
            return new Creation.LooksTaken();
        }
        byKey.put(fresh.name().key(), stored);
        skeletons.addAll(looks);
        byId.put(fresh.id(), stored);
        return new Creation.Created(account);
    }

    @Override
    public synchronized void addInvitation(String invitationHash, UserId by, Instant now, Instant expires) {
        invitations.put(invitationHash, new Ticket(false, expires));
    }

    @Override
    public synchronized boolean offerSetup(String invitationHash, Instant now, Instant expires) {
        if (byId.values().stream().anyMatch(stored -> stored.account().administrator())) {
            return false;
        }
        invitations.values().removeIf(Ticket::setup);
        invitations.put(invitationHash, new Ticket(true, expires));
        return true;
    }

    @Override
    public synchronized Optional<Credentials> credentials(AccountName name) {
        return Optional.ofNullable(byKey.get(name.key()))
                .map(stored -> new Credentials(stored.account(), stored.passwordHash()));
    }

    @Override
    public synchronized Optional<Account> byName(AccountName name) {
        return Optional.ofNullable(byKey.get(name.key())).map(Stored::account);
    }

    @Override
    public synchronized List<Account> byIds(List<UserId> users) {
        return users.stream()
                .distinct()
                .map(byId::get)
                .filter(Objects::nonNull)
                .map(Stored::account)
                .toList();
    }

    @Override
    public synchronized Opening open(Session session, String tokenHash) {
        UserId owner = devices.putIfAbsent(session.device(), session.user());
        if (owner != null && !owner.equals(session.user())) {
            return new Opening.NotYours();
        }
        Optional<Session> replaced = sessions.values().stream()
                .filter(other -> other.device().equals(session.device()))
                .findFirst();
        replaced.ifPresent(other -> remove(other.id()));
        sessions.put(session.id(), session);
        tokenHashes.put(tokenHash, session.id());
        return new Opening.Opened(replaced);
    }

    @Override
    public synchronized Optional<Session> byToken(String tokenHash) {
        return Optional.ofNullable(tokenHashes.get(tokenHash)).map(sessions::get);
    }

    @Override
    public synchronized void touch(Map<String, Instant> lastUsed) {
        lastUsed.forEach((id, at) -> sessions.computeIfPresent(
                id,
                (_, s) -> s.lastUsed().isAfter(at)
                        ? s
                        : new Session(s.id(), s.user(), s.device(), s.deviceName(), s.created(), at)));
    }

    @Override
    public synchronized List<Session> sessions(UserId user) {
        return sessions.values().stream()
                .filter(session -> session.user().equals(user))
                .sorted(Comparator.comparing(Session::created).reversed().thenComparing(Session::id))
                .toList();
    }

    @Override
    public synchronized Optional<Session> revoke(UserId user, String sessionId) {
        Session session = sessions.get(sessionId);
        if (session == null || !session.user().equals(user)) {
            return Optional.empty();
        }
        remove(sessionId);
        return Optional.of(session);
    }

    private void remove(String sessionId) {
        sessions.remove(sessionId);
        tokenHashes.values().removeIf(sessionId::equals);
    }
}
