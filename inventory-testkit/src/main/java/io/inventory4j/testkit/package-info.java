/**
 * What tests of a ledger share: {@link io.inventory4j.testkit.Conservation} checks rule 8 over any ledger, {@link
 * io.inventory4j.testkit.TurnedClock} is a clock that a test turns, {@link io.inventory4j.testkit.Together} runs tasks
 * at once, and {@link io.inventory4j.testkit.Effort} says how much the random suites do.
 *
 * <p>The suites that an adapter extends are {@link io.inventory4j.testkit.contract.StockLedgerContract}, {@link
 * io.inventory4j.testkit.properties.StockLedgerProperties}, {@link io.inventory4j.testkit.history.StockLedgerRaces} and
 * {@link io.inventory4j.testkit.faults.StockLedgerFaults}.
 */
@NullMarked
package io.inventory4j.testkit;

import org.jspecify.annotations.NullMarked;
