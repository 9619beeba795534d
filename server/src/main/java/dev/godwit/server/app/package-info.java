/// Wires everything together; the only package that knows everything.
@NullMarked
package dev.godwit.server.app;

import org.jspecify.annotations.NullMarked;
