@NullMarked
package dev.godwit.client.sdk;

import org.jspecify.annotations.NullMarked;
