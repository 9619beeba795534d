/// The engine without the world: events in, effects out. It decides what is written to the local database and
/// what is said to the server; it does no I/O, reads no clock, starts no thread. One thread owns an [Engine].
///
/// The order that everything stands on: an effect's store operations are committed in one transaction before
/// any of its actions is carried out. If the transaction fails, the engine is thrown away and made anew from
/// the database.
@NullMarked
package dev.godwit.client.core;

import org.jspecify.annotations.NullMarked;
