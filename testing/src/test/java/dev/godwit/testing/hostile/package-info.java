/// Peers that mean no good, by the thousand, against a real server.
@NullMarked
package dev.godwit.testing.hostile;

import org.jspecify.annotations.NullMarked;
