package dev.godwit.server.gateway;

import dev.godwit.server.delivery.Session;

/// A session that counts what it has been asked and not yet answered.
interface Answerable extends Session {
    /// A request begins; exactly one answer will end it.
    void asked();
}
