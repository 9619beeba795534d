/// The `godwit` command: server, chat and scripting from a terminal.
@NullMarked
package dev.godwit.cli;

import org.jspecify.annotations.NullMarked;
