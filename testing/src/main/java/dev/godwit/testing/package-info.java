/// Godwit checked: simulation on one seed, torture of real processes, and the checker that both end with.
@NullMarked
package dev.godwit.testing;

import org.jspecify.annotations.NullMarked;
