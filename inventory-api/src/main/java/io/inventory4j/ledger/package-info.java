/**
 * What a store of stock implements: the SPI {@link io.inventory4j.ledger.StockLedger}, its commands as data, and the
 * rules as one executable class.
 *
 * <p>An adapter implements {@link io.inventory4j.ledger.StockLedger} itself, or extends
 * {@link io.inventory4j.ledger.store.LoadApplyStoreLedger} and writes only how rows are loaded and stored. Rule numbers in
 * comments refer to docs/ledger-rules.md.
 */
@NullMarked
package io.inventory4j.ledger;

import org.jspecify.annotations.NullMarked;
