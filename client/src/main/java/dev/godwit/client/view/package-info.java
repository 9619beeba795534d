/// What an application sees: immutable values that the local database is read into. No behaviour, no I/O.
@NullMarked
package dev.godwit.client.view;

import org.jspecify.annotations.NullMarked;
