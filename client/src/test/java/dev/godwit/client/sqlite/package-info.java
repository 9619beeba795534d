@NullMarked
package dev.godwit.client.sqlite;

import org.jspecify.annotations.NullMarked;
