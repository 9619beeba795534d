package dev.godwit.server.log;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.UserId;
import java.util.Optional;
import java.util.function.Consumer;

/// Something a writer is asked to decide.
sealed interface Command {
    Author author();

    ClientMessageId id();

    Optional<UserId> with();

    Consumer<Outcome> reply();

    record Send(Author author, ClientFrame.Send frame, Consumer<Outcome> reply) implements Command {
        @Override
        public ClientMessageId id() {
            return frame.id();
        }

        @Override
        public Optional<UserId> with() {
            return frame.with();
        }
    }

    record Cancel(Author author, ClientFrame.Cancel frame, Consumer<Outcome> reply) implements Command {
        @Override
        public ClientMessageId id() {
            return frame.id();
        }

        @Override
        public Optional<UserId> with() {
            return frame.with();
        }
    }
}
