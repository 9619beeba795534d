@NullMarked
package dev.godwit.client.core;

import org.jspecify.annotations.NullMarked;
