/// What the engine did, written down so that its twin in another language can be held against it.
@NullMarked
package dev.godwit.client.traces;

import org.jspecify.annotations.NullMarked;
