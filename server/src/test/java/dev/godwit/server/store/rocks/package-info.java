@NullMarked
package dev.godwit.server.store.rocks;

import org.jspecify.annotations.NullMarked;
