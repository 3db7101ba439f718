/** The base of a ledger over a store with transactions: load, apply the rules, store. */
@NullMarked
package io.inventory4j.ledger.store;

import org.jspecify.annotations.NullMarked;
