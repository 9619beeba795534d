/// Wire protocol v1: frames, entries, identifiers, limits and error codes, and the codec between them and bytes.
///
/// Everything here is a value. `docs/protocol.md` is the same in prose, and `protocol/golden/` holds bytes
/// that a client in any language can be tested against.
@NullMarked
package dev.godwit.protocol;

import org.jspecify.annotations.NullMarked;
