/// Real processes, and everything that can be done to them: applications with the SDK, senders on the wire, a server,
/// and in
/// the end what all of them did and saw, for the checker.
@NullMarked
package dev.godwit.testing.torture;

import org.jspecify.annotations.NullMarked;
