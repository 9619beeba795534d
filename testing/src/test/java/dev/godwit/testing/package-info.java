/// Godwit from outside: real processes, real sockets, real faults. One class per theme; docs/testing.md says which test
/// holds which promise.
@NullMarked
package dev.godwit.testing;

import org.jspecify.annotations.NullMarked;
