@NullMarked
package dev.godwit.server.store.memory;

import org.jspecify.annotations.NullMarked;
