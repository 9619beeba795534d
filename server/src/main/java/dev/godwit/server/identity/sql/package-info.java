/// Identity in SQL through JDBI: SQLite here, PostgreSQL in a cluster, with the same statements.
@NullMarked
package dev.godwit.server.identity.sql;

import org.jspecify.annotations.NullMarked;
