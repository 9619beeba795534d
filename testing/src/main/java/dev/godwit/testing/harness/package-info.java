/// What tests and torture drive Godwit with: processes that can be killed, a raw protocol client, a proxy that cuts.
@NullMarked
package dev.godwit.testing.harness;

import org.jspecify.annotations.NullMarked;
