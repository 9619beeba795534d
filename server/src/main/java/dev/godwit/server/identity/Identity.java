package dev.godwit.server.identity;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.identity.Accounts.Account;
import dev.godwit.server.identity.Accounts.Creation;
import dev.godwit.server.identity.Accounts.InvitedCreation;
import dev.godwit.server.identity.Accounts.NewAccount;
import dev.godwit.server.identity.Accounts.Opening;
import dev.godwit.server.identity.Accounts.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// Accounts, sign-in, sessions and invitations. Blocking, but for [#liveSessions]: call it on virtual
/// threads.
public final class Identity implements AutoCloseable {
    public static final int MIN_PASSWORD = 8;
    public static final int MAX_PASSWORD = 1024;
    public static final Duration INVITATION_LIFE = Duration.ofDays(7);

    /// Each start makes a new one, so this only bounds how long a forgotten server can still be claimed.
    private static final Duration SETUP_LIFE = Duration.ofDays(90);

    private final Accounts accounts;
    private final RegistrationPolicy policy;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Gate gate;

    /// @param random must be unpredictable (`SecureRandom`) outside tests
    /// @param blocking runs what waits for the store; virtual threads
    public Identity(
            Accounts accounts,
            RegistrationPolicy policy,
            InstantSource clock,
            RandomGenerator random,
            Executor blocking) {
        this.accounts = accounts;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
        this.passwords = new Passwords(random);
        this.sessions = new Sessions(accounts, clock, blocking);
        this.gate = new Gate(clock);
    }

    public Sessions liveSessions() {
        return sessions;
    }

    public RegistrationPolicy policy() {
        return policy;
    }

    public boolean isEmpty() {
        return accounts.isEmpty();
    }

    /// While nobody is an administrator: a new one-time code, in place of the last one, that makes its user
    /// one.
    public Optional<String> offerSetup() {
        String code = Secrets.code(random);
        Instant now = now();
        boolean offered = accounts.offerSetup(Secrets.codeHash(code), now, now.plus(SETUP_LIFE));
        return offered ? Optional.of(code) : Optional.empty();
    }

    /// Makes an account and signs it in.
    ///
    /// @param code   an invitation's or the setup code; not needed where registration is open
    /// @param remote address of the asker, to slow down guessing
    public SignIn register(String name, String password, Optional<String> code, Device device, String remote) {
        AccountName checked;
        try {
            checked = new AccountName(name.strip());
        } catch (IllegalArgumentException e) {
            return new SignIn.BadName(String.valueOf(e.getMessage()));
        }
        var objection = checked.objection();
        if (objection.isPresent()) {
            return new SignIn.BadName(objection.get());
        }
        int length = password.codePointCount(0, password.length());
        if (length < MIN_PASSWORD || length > MAX_PASSWORD) {
            return new SignIn.WeakPassword("A password has " + MIN_PASSWORD + " to " + MAX_PASSWORD + " characters.");
        }
        if (code.isEmpty() && policy == RegistrationPolicy.INVITATION) {
            return new SignIn.InvitationNeeded();
        }
        return gate.guarded(Optional.empty(), remote, () -> create(checked, password, code, device));
    }

    private SignIn create(AccountName name, String password, Optional<String> code, Device device)
            throws Passwords.BusyException {
        var fresh = new NewAccount(UserId.random(random), name, passwords.hash(password), now());
        if (code.isEmpty()) {
            return switch (accounts.create(fresh)) {
                case Creation.Created created -> open(created.account(), device);
                case Creation.NameTaken _ -> new SignIn.NameTaken();
                case Creation.LooksTaken _ -> new SignIn.NameLooksTaken();
            };
        }
        return switch (accounts.createInvited(fresh, Secrets.codeHash(code.get()))) {
            case InvitedCreation.Created created -> open(created.account(), device);
            case InvitedCreation.NameTaken _ -> new SignIn.NameTaken();
            case InvitedCreation.LooksTaken _ -> new SignIn.NameLooksTaken();
            case InvitedCreation.NoInvitation _ -> new SignIn.InvitationNeeded();
        };
    }

    /// @param remote address of the asker, to slow down guessing
    public SignIn signIn(String name, String password, Device device, String remote) {
        Optional<AccountName> known = parse(name);
        if (known.isEmpty() || password.length() > 2 * MAX_PASSWORD) {
            // Such an account cannot exist, which the asker could know: no need to pretend.
            return new SignIn.WrongPassword();
        }
        return gate.guarded(known, remote, () -> check(known.get(), password, device));
    }

    private SignIn check(AccountName name, String password, Device device) throws Passwords.BusyException {
        var credentials = accounts.credentials(name);
        if (credentials.isEmpty()) {
            passwords.matchNobody(password);
            return new SignIn.WrongPassword();
        }
        if (!passwords.matches(password, credentials.get().passwordHash())) {
            return new SignIn.WrongPassword();
        }
        return open(credentials.get().account(), device);
    }

    private SignIn open(Account account, Device device) {
        DeviceId id = device.id().orElseGet(() -> DeviceId.random(random));
        while (true) {
            Instant now = now();
            var session = new Session(Secrets.sessionId(random), account.id(), id, device.name(), now, now);
            String token = Secrets.token(random);
            switch (accounts.open(session, Secrets.hash(token))) {
                case Opening.Opened opened -> {
                    opened.replaced().ifPresent(sessions::end);
                    return new SignIn.SignedIn(account, session, token);
                }
                // Another person's device, shared or copied: to this person it is a new one.
                case Opening.NotYours _ -> id = DeviceId.random(random);
            }
        }
    }

    public List<Session> sessions(UserId user) {
        return accounts.sessions(user);
    }

    /// Ends one of the user's own sessions and its live connections.
    ///
    /// @return false if the user has no such session
    public boolean revoke(UserId user, String sessionId) {
        Optional<Session> revoked = accounts.revoke(user, sessionId);
        revoked.ifPresent(sessions::end);
        return revoked.isPresent();
    }

    public Optional<Account> account(UserId user) {
        return accounts.byIds(List.of(user)).stream().findFirst();
    }

    /// Those that exist, in any order.
    public List<Account> accounts(List<UserId> users) {
        return accounts.byIds(users);
    }

    public Optional<Account> account(String name) {
        return parse(name).flatMap(accounts::byName);
    }

    /// Empty unless the asker is an administrator.
    public Optional<Invitation> invite(UserId administrator) {
        if (!account(administrator).map(Account::administrator).orElse(false)) {
            return Optional.empty();
        }
        String code = Secrets.code(random);
        Instant now = now();
        Instant expires = now.plus(INVITATION_LIFE);
        accounts.addInvitation(Secrets.codeHash(code), administrator, now, expires);
        return Optional.of(new Invitation(code, expires));
    }

    private static Optional<AccountName> parse(String name) {
        try {
            return Optional.of(new AccountName(name.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// What the stores keep: whole milliseconds.
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    @Override
    public void close() {
        passwords.close();
    }
}
