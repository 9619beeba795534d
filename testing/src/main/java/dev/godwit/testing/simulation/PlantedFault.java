package dev.godwit.testing.simulation;

/// A promise that is broken on purpose, to see that the checker finds it.
enum PlantedFault {
    /// The server acks before the write is on disk.
    ACK_BEFORE_SYNC,
    /// The server does not recognise a retry of what was stored before it was started again.
    FORGET_DEDUP_AFTER_RESTART,
    /// A seq is missing for whoever reads the log.
    SKIP_A_SEQ,
    /// A device that dies loses the newest row of its outbox.
    DROP_OUTBOX_ENTRY_ON_CRASH,
    /// The server does not look at what must be stored before an entry.
    IGNORE_AFTER,
    /// A device tells the server that it has what it knows of, and not only what it has.
    READ_PAST_A_HOLE,
    /// Whoever once got an entry of a group goes on getting what is pushed there.
    DELIVER_TO_REMOVED_MEMBER,
    /// A push is lost, and whatever would show that it was is bent.
    LOSE_LAST_PUSH_UNNOTICED;

    /// For one world.
    Plant plant() {
        return switch (this) {
            case ACK_BEFORE_SYNC -> new AckBeforeSync();
            case FORGET_DEDUP_AFTER_RESTART -> new ForgottenIds();
            case SKIP_A_SEQ -> new MissingSeq();
            case DROP_OUTBOX_ENTRY_ON_CRASH -> new LostOutboxRow();
            case IGNORE_AFTER -> new IgnoredAfter();
            case READ_PAST_A_HOLE -> new ClaimPastAHole();
            case DELIVER_TO_REMOVED_MEMBER -> new PushToTheRemoved();
            case LOSE_LAST_PUSH_UNNOTICED -> new UnnoticedLoss();
        };
    }
}
