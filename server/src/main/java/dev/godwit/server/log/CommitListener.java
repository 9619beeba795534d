package dev.godwit.server.log;

/// Hears of entries once they are durable and their senders have been told. Called on a writer's thread, in log order
/// within a conversation; must not block.
@FunctionalInterface
public interface CommitListener {
    void committed(Commit commit);
}
