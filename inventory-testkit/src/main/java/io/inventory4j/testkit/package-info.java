/**
 * The contract that every ledger keeps, as tests. An adapter's test class extends {@link
 * io.inventory4j.testkit.StockLedgerContract} by one method and has every rule of docs/ledger-rules.md checked; {@link
 * io.inventory4j.testkit.Conservation} watches over rule 8 in any other test as well.
 */
@NullMarked
package io.inventory4j.testkit;

import org.jspecify.annotations.NullMarked;
