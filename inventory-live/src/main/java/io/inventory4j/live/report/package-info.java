/**
 * The account of a live sale: books that are kept from the ledger's journal, the report with its closing equation and
 * every discrepancy, and the report as CSV, JSON and a page.
 *
 * <p>Quantities are whole units. Every record here is immutable and safe to share between threads.
 */
@NullMarked
package io.inventory4j.live.report;

import org.jspecify.annotations.NullMarked;
