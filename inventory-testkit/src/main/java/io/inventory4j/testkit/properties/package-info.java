/**
 * Random sequences of all calls of a ledger; each answer is compared with that of a model that was written from
 * docs/ledger-rules.md alone. An adapter's test class extends {@link
 * io.inventory4j.testkit.properties.StockLedgerProperties} by one method; a finding is printed as a few lines of Java.
 */
@NullMarked
package io.inventory4j.testkit.properties;

import org.jspecify.annotations.NullMarked;
