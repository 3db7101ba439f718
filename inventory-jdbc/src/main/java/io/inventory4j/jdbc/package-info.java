/** The ledger over a relational database: {@link io.inventory4j.jdbc.JdbcLedger}. */
@NullMarked
package io.inventory4j.jdbc;

import org.jspecify.annotations.NullMarked;
