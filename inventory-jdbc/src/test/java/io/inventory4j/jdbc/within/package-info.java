/** A ledger within the shop's own transaction: they commit and roll back together, and neither ends the other's. */
@NullMarked
package io.inventory4j.jdbc.within;

import org.jspecify.annotations.NullMarked;
