/**
 * What concurrent callers of a ledger saw, and whether it could have come about one command after the other (rule 1.7):
 * {@link io.inventory4j.testkit.history.CallHistory} records it, {@link io.inventory4j.testkit.history.HistoryChecker}
 * decides it, and {@link io.inventory4j.testkit.history.StockLedgerRaces} provokes it as tests that an adapter runs.
 */
@NullMarked
package io.inventory4j.testkit.history;

import org.jspecify.annotations.NullMarked;
