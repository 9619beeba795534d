/// Who is there, who is busy, who is writing. In memory, on a thread of its own: nothing durable ever waits for it.
@NullMarked
package dev.godwit.server.presence;

import org.jspecify.annotations.NullMarked;
