package dev.godwit.server.log;

import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.util.Map;
import java.util.Optional;

/// What a writer must look up before it can decide about one command.
///
/// @param known       what the log remembers about the command's own id
/// @param predecessor what it remembers about the id in `after`
/// @param target      the entry that the content is about
/// @param version     of the register that the content expects something of
/// @param standings   of those whom the command needs something of
record Facts(
        Optional<Known> known,
        Optional<Known> predecessor,
        Optional<Entry> target,
        long version,
        Map<UserId, Standing> standings) {

    boolean exists(UserId user) {
        return standings.getOrDefault(user, Standing.UNKNOWN) != Standing.UNKNOWN;
    }
}
