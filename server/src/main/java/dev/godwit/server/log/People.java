package dev.godwit.server.log;

import dev.godwit.protocol.UserId;
import java.util.concurrent.CompletionStage;

/// Port to whoever knows which users there are: the log opens no conversation with somebody who does not exist.
@FunctionalInterface
public interface People {
    CompletionStage<Boolean> exists(UserId user);
}
