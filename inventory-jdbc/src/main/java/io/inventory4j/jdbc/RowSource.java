package io.inventory4j.jdbc;

import io.inventory4j.ledger.StoreTransaction.Stored;
import io.inventory4j.ledger.StoreTransaction.Wanted;

/** Where a transaction loads rows from: locked or not. */
interface RowSource {
    Stored load(Wanted wanted);
}
