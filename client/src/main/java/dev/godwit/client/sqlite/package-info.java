/// The profile's database on SQLite: what the user does as local transactions, what the engine wants written,
/// and what an application reads.
///
/// Several processes may use one profile at once; each transaction is complete by itself (WAL,
/// `synchronous=FULL`).
@NullMarked
package dev.godwit.client.sqlite;

import org.jspecify.annotations.NullMarked;
