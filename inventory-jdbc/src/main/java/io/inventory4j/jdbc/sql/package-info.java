/**
 * What a ledger needs of a database: statements, sessions, and how the databases differ. Internal: not exported to users of
 * this module. It knows nothing of reservations or stock.
 */
@NullMarked
package io.inventory4j.jdbc.sql;

import org.jspecify.annotations.NullMarked;
