@NullMarked
package dev.godwit.server.store;

import org.jspecify.annotations.NullMarked;
