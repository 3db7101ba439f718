/**
 * What this library needs of a database: statements, sessions, scripts that make tables, and how the databases differ.
 * Internal: exported to this library's archive only. It knows nothing of reservations or stock.
 */
@NullMarked
package io.inventory4j.jdbc.sql;

import org.jspecify.annotations.NullMarked;
