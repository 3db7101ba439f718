/**
 * The contract that every ledger keeps, as tests: each chapter is an interface, in the order of docs/ledger-rules.md.
 * An adapter's test class extends {@link io.inventory4j.testkit.contract.StockLedgerContract} by one method and has
 * every rule checked.
 */
@NullMarked
package io.inventory4j.testkit.contract;

import org.jspecify.annotations.NullMarked;
