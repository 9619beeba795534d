package dev.godwit.client.sdk;

import dev.godwit.client.core.Person;
import dev.godwit.protocol.UserId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Port to whoever knows the names of people: the server's HTTP API is the one that comes with the SDK.
///
/// It never blocks its caller, and answers from any thread. A fault is a stage that failed; the engine asks
/// again.
public interface NameService {
    /// Who has this name; empty if nobody has.
    CompletionStage<Optional<Person>> lookUp(URI server, String token, String name);

    /// Those of these users whom the server knows.
    CompletionStage<List<Person>> describe(URI server, String token, List<UserId> users);
}
