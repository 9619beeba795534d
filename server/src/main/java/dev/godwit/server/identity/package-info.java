/// Accounts, devices, sessions: who is asking.
@NullMarked
package dev.godwit.server.identity;

import org.jspecify.annotations.NullMarked;
