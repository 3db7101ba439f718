/**
 * Random sequences of everything that a ledger can be asked, each answer compared with that of a model that was written from
 * docs/ledger-rules.md alone. An adapter's test class extends {@link
 * io.inventory4j.testkit.properties.StockLedgerProperties} by one method; a finding comes as a few lines of Java.
 */
@NullMarked
package io.inventory4j.testkit.properties;

import org.jspecify.annotations.NullMarked;
