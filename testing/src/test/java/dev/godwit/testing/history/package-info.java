/// Whether the checker finds what it is to find, and nothing else.
@NullMarked
package dev.godwit.testing.history;

import org.jspecify.annotations.NullMarked;
