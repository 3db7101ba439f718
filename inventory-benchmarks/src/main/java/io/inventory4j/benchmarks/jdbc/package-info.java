/** The scenes of the ledger in a database, and their peers in SQL. */
@NullMarked
package io.inventory4j.benchmarks.jdbc;

import org.jspecify.annotations.NullMarked;
