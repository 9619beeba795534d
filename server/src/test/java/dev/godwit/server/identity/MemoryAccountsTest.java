package dev.godwit.server.identity;

final class MemoryAccountsTest extends AccountsContract {
    private final Accounts accounts = new MemoryAccounts();

    @Override
    protected Accounts accounts() {
        return accounts;
    }
}
